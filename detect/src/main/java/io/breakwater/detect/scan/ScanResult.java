package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.cover.file.CoverFileReport;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.sigma.correlation.CorrelationLoss;
import java.io.Closeable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a scan found. The findings may be more than memory holds: they are streamed, as often as somebody asks, until the
 * result is closed.
 */
public final class ScanResult implements Closeable {
    private final ScanRules rules;
    private final ReadReport read;
    private final ScanCounts counts;
    private final Window period;
    private final List<CoverFileReport> coverFiles;
    private final List<FindingGroup> groups;
    private final List<CorrelationLoss> losses;
    private final KeptFindings findings;
    private final int threads;

    ScanResult(
            ScanRules rules,
            ReadReport read,
            ScanCounts counts,
            ScanOptions options,
            List<FindingGroup> groups,
            List<CorrelationLoss> losses,
            KeptFindings findings) {
        this.rules = rules;
        this.read = read;
        this.counts = counts;
        this.period = options.period();
        this.coverFiles = options.coverFiles();
        this.groups = List.copyOf(groups);
        this.losses = List.copyOf(losses);
        this.findings = findings;
        this.threads = options.threads();
    }

    /** What the numbers in findings mean. */
    public ScanRules rules() {
        return rules;
    }

    /** What was read, and what was not. */
    public ReadReport read() {
        return read;
    }

    /** The scan in numbers. */
    public ScanCounts counts() {
        return counts;
    }

    /** What was asked for. */
    public Window period() {
        return period;
    }

    /** The files of cover, and what was wrong with them. */
    public List<CoverFileReport> coverFiles() {
        return coverFiles;
    }

    /** The hours of the period of which there are no logs where there usually are some. */
    public List<Gap> gaps() {
        Predicate<Gap> matters = gap -> gap.kind() == Gap.Kind.NO_LOGS && !gap.isUsual();
        return period.from().isPresent() && period.to().isPresent()
                ? read.coverage().gaps(period.from().get(), period.to().get(), matters)
                : read.coverage().gaps(matters);
    }

    /** The findings by rule and verdict, the worst first. */
    public List<FindingGroup> groups() {
        return groups;
    }

    /** What correlations could not take into account. */
    public List<CorrelationLoss> losses() {
        return losses;
    }

    /** Every finding, in the order of time. */
    public void findings(Consumer<? super Finding> consumer) {
        if (threads == 1) {
            findings.sorter().forEach(consumer);
        } else {
            new Ahead<Finding>(ScanResult::weight).run(findings.sorter()::forEach, consumer);
        }
    }

    private static int weight(Finding finding) {
        return finding.event().map(LogEvent::weight).orElse(0);
    }

    /** How many threads were asked for. */
    public int threads() {
        return threads;
    }

    /** How bad it is, for whoever only looks at that. */
    public ScanOutcome outcome() {
        if (counts.of(Verdict.SUSPECTED_COMPROMISE) > 0) {
            return ScanOutcome.SUSPECTED;
        }
        if (counts.of(Verdict.UNCOVERED) + counts.of(Verdict.PARTLY_COVERED) > 0) {
            return ScanOutcome.UNCOVERED;
        }
        if (isBlind()) {
            return ScanOutcome.UNREADABLE;
        }
        if (counts.of(Verdict.UNKNOWN) > 0 || counts.undecided() > 0) {
            return ScanOutcome.UNKNOWN;
        }
        boolean hasGaps = !gaps().isEmpty() || !read.trailsOff().isEmpty() || read.gapsAreCutShort();
        return hasGaps ? ScanOutcome.GAPS : ScanOutcome.COVERED;
    }

    /** How many events of the time that was asked for were read: with none, nothing can be said. */
    public long looked() {
        return read.records() - counts.outsidePeriod();
    }

    /** Whether something that was given could not be read in full, or there was nothing to look at. */
    private boolean isBlind() {
        return looked() == 0 || read.damagedCount() > 0 || coverFiles.stream().anyMatch(file -> !file.isClean());
    }

    /** Gives back the space of the findings. */
    @Override
    public void close() {
        findings.close();
    }
}
