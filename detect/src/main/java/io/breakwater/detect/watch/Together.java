package io.breakwater.detect.watch;

import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.scan.Ending;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.LiveScan;
import io.breakwater.detect.scan.Remembered;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the events of several logs mean together, of which only the news is told. */
final class Together {
    private final LiveScan scan;
    private final ScanRules rules;
    private final LookBack lookBack;

    Together(LiveScan scan, ScanRules rules, LookBack lookBack) {
        this.scan = scan;
        this.rules = rules;
        this.lookBack = lookBack;
    }

    /** What is new. */
    record News(List<Finding> findings, List<Ending> endings) {
        static final News NONE = new News(List.of(), List.of());
    }

    /** What is new with a log. Nothing is, where nothing in it means anything with others. */
    News with(Remembered kept, Instant logsEnd) {
        if (kept.isEmpty()) {
            return News.NONE;
        }
        List<Remembered> before = lookBack.logs();
        Set<Whereabouts> places = kept.places();
        List<Finding> findings = new ArrayList<>();
        List<Ending> endings = new ArrayList<>();
        scan.together(
                Stream.concat(before.stream(), Stream.of(kept)),
                logsEnd,
                found -> {
                    if (isTold(found) && isNews(found, places, before)) {
                        findings.add(found);
                    }
                },
                endings::add);
        return new News(findings, endings);
    }

    /** What time alone has made news: what was to be closed by now, and was not. */
    List<Finding> at(Instant logsEnd) {
        List<Remembered> all = lookBack.logs();
        List<Finding> findings = new ArrayList<>();
        if (!all.isEmpty()) {
            scan.together(
                    all.stream(),
                    logsEnd,
                    found -> {
                        if (found.kind() == Finding.Kind.FOLLOWUP && isTold(found)) {
                            findings.add(found);
                        }
                    },
                    any -> {});
        }
        return findings;
    }

    /** A correlation is news with one event of this log, unless others have matched with one of its events before. */
    private boolean isNews(Finding finding, Set<Whereabouts> places, List<Remembered> before) {
        return finding.kind() == Finding.Kind.FOLLOWUP
                || finding.others().stream().map(EventRef::where).anyMatch(places::contains)
                        && before.stream().noneMatch(kept -> kept.uses(finding, rules));
    }

    private boolean isTold(Finding finding) {
        return finding.level() != Level.INFORMATIONAL
                && (finding.kind() != Finding.Kind.FOLLOWUP
                        || finding.rules().stream().allMatch(this::canBeTold));
    }

    /** What only the end of the logs, or their whole past, could tell is not told while they go on. */
    private boolean canBeTold(int number) {
        Followup followup = rules.set().followups().get(number - rules.set().size());
        return switch (followup.when()) {
            case CLOSED, CLOSED_LATE, FOLLOWED -> true;
            case NOT_CLOSED -> followup.within().isPresent();
            case NOT_PRECEDED -> false;
        };
    }
}
