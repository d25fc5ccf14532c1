package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.model.ControlId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A result seen as a whole: what has to be known before the first finding is written. In memory that is bounded. */
final class Survey {
    /** Beyond, people are counted together: a log can hold as many names as it has events. */
    static final int PEOPLE = 20_000;
    /** All their names together, in characters: that many of them, each with an address of e-mail. */
    private static final long NAMES = 100L * PEOPLE;

    private final ScanResult result;
    private final SortedSet<Integer> rulesUsed = new TreeSet<>();
    private final Map<ControlId, Count> controls = new HashMap<>();
    private final SortedMap<Level, Count> levels = new TreeMap<>(Comparator.reverseOrder());
    private final SortedMap<String, Who> people = new TreeMap<>();
    private final Timeline timeline;
    private final List<Gap> gaps;
    private long nameLengths;
    private long others;

    private Survey(ScanResult result) {
        this.result = result;
        this.timeline = Timeline.of(result);
        this.gaps = result.gaps();
    }

    static Survey of(ScanResult result) {
        Survey survey = new Survey(result);
        result.findings(survey::add);
        return survey;
    }

    /** Findings, and how many of them are not settled. */
    record Count(long all, long open) {
        static final Count NONE = new Count(0, 0);

        Count and(Finding finding) {
            return new Count(all + 1, open + (finding.isSettled() ? 0 : 1));
        }
    }

    private void add(Finding finding) {
        rulesUsed.addAll(finding.rules());
        Set<ControlId> spoken = new HashSet<>();
        finding.rules().forEach(rule -> spoken.addAll(rules().tags(rule).controls()));
        spoken.forEach(control -> controls.merge(control, Count.NONE.and(finding), (was, one) -> was.and(finding)));
        levels.merge(finding.level(), Count.NONE.and(finding), (was, one) -> was.and(finding));
        timeline.add(finding);
        Who who = Who.of(finding);
        boolean isKnown = people.containsKey(who.name());
        if (isKnown || people.size() < PEOPLE && nameLengths < NAMES) {
            nameLengths += isKnown ? 0 : who.name().length();
            people.merge(who.name(), who, Who::and);
        } else {
            others++;
        }
    }

    /**
     * Somebody, or something, that findings are about.
     *
     * @param name as the log tells it; empty text where it does not
     * @param worst the worst verdict among them, where any has one
     * @param addresses the first few it came from
     */
    record Who(
            String name,
            String kind,
            Count count,
            Optional<Verdict> worst,
            Level level,
            java.time.Instant first,
            java.time.Instant last,
            SortedSet<String> addresses) {
        static final int ADDRESSES = 4;

        static Who of(Finding finding) {
            Optional<EventRef> other = finding.others().stream().findFirst();
            String name = finding.event()
                    .map(event -> event.principal().name())
                    .or(() -> other.map(EventRef::principal))
                    .orElse("");
            String address = finding.event()
                    .map(event -> event.address())
                    .or(() -> other.map(EventRef::address))
                    .orElse("");
            return new Who(
                    name,
                    finding.event().map(event -> event.principal().kind()).orElse(""),
                    Count.NONE.and(finding),
                    finding.verdict(),
                    finding.isSettled() ? Level.INFORMATIONAL : finding.level(),
                    finding.time(),
                    finding.time(),
                    address.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(FindingCard.cut(address))));
        }

        Who and(Who more) {
            SortedSet<String> both = new TreeSet<>(addresses);
            more.addresses.stream().limit(Math.max(0, ADDRESSES - both.size())).forEach(both::add);
            return new Who(
                    name,
                    kind.isEmpty() ? more.kind : kind,
                    new Count(count.all + more.count.all, count.open + more.count.open),
                    worse(worst, more.worst),
                    level.compareTo(more.level) >= 0 ? level : more.level,
                    first.isBefore(more.first) ? first : more.first,
                    last.isAfter(more.last) ? last : more.last,
                    both);
        }

        private static Optional<Verdict> worse(Optional<Verdict> one, Optional<Verdict> other) {
            return one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) <= 0) ? one : other;
        }

        int rank() {
            return worst.map(Verdict::ordinal).orElse(Verdict.values().length);
        }
    }

    ScanResult result() {
        return result;
    }

    ScanRules rules() {
        return result.rules();
    }

    /** Numbers of the rules that findings name, ascending. */
    SortedSet<Integer> rulesUsed() {
        return rulesUsed;
    }

    SortedMap<ControlId, Count> controls() {
        SortedMap<ControlId, Count> inOrder = new TreeMap<>(ControlWords.IN_ORDER);
        inOrder.putAll(controls);
        return inOrder;
    }

    /** The gravest first. */
    SortedMap<Level, Count> levels() {
        return levels;
    }

    Timeline timeline() {
        return timeline;
    }

    /** The worst first. */
    List<Who> people() {
        List<Who> all = new ArrayList<>(people.values());
        all.sort(Comparator.comparingInt(Who::rank)
                .thenComparing(who -> -who.count().open())
                .thenComparing(Who::level, Comparator.reverseOrder())
                .thenComparing(who -> -who.count().all())
                .thenComparing(Who::name));
        return all;
    }

    /** Findings about people beyond {@value #PEOPLE}. */
    long ofOtherPeople() {
        return others;
    }

    /** Hours that may hold what nobody can see. */
    List<Gap> gaps() {
        return gaps;
    }

    /** Of a finding's rules the one it is told by. */
    int gravest(Finding finding) {
        return rules().gravest(finding.rules());
    }

    /** Controls that a finding speaks about, each once, in the rules' order. */
    List<ControlId> controls(Finding finding) {
        return finding.rules().stream()
                .flatMap(rule -> rules().tags(rule).controls().stream())
                .distinct()
                .toList();
    }
}
