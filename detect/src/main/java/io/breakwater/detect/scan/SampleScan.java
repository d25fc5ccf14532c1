package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Window;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.check.SampleResult;
import io.breakwater.detect.sigma.rule.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts samples to the follow-ups of one file: a sample's events are read as a log, and one of the follow-ups has to find
 * something, or none.
 */
public final class SampleScan {
    private final Plan plan;
    private final ScanRules rules;
    private final Path temporary;
    private final BitSet ofFile = new BitSet();

    /**
     * The follow-ups that were read from this file.
     *
     * @param temporary a folder for what does not fit into memory
     */
    public SampleScan(Plan plan, String ruleFile, Path temporary) {
        this.plan = plan;
        this.rules = new ScanRules(plan.rules());
        this.temporary = temporary;
        IntStream.range(0, plan.rules().followups().size())
                .map(rules::followup)
                .filter(number -> rules.info(number).place().file().equals(ruleFile))
                .forEach(ofFile::set);
    }

    /** Whether there is a follow-up in the file. */
    public boolean isPossible() {
        return !ofFile.isEmpty();
    }

    /** What becomes of one sample. */
    public SampleResult run(Sample sample) {
        LargeRecords records = LargeRecords.inMemory();
        try (SpillSorter<Hit> hits =
                new SpillSorter<>(temporary, new HitCodec(records), ScanOptions.USUAL_BATCH_BYTES)) {
            HitCatcher catcher = new HitCatcher(plan, Window.ALWAYS, records, hits.batch());
            ReadReport read = Reading.of(
                            List.of(log(sample)),
                            ReadOptions.of(KnownFormats.all()).withThreads(1))
                    .run(() -> catcher, Progress.NONE);
            catcher.end();
            if (read.records() < sample.events().size()) {
                return new SampleResult(
                        sample,
                        false,
                        "reads " + read.records() + " of " + sample.events().size()
                                + " events: a follow-up needs them whole, as a cloud logs them");
            }
            boolean matches = isFound(hits, read);
            return new SampleResult(sample, matches == sample.matches(), matches ? "matches" : "does not match");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private boolean isFound(SpillSorter<Hit> hits, ReadReport read) {
        boolean[] found = {false};
        Judging judging = Judging.ofWhatIsTogether(rules, finding -> found[0] |= isAsked(finding), any -> {});
        hits.forEach(hit -> judging.take(Prepared.alone(hit)));
        judging.end(read.last());
        return found[0];
    }

    /** What is still open and not due yet, where the sample ends, is no finding. */
    private boolean isAsked(Finding finding) {
        return finding.level() != Level.INFORMATIONAL
                && finding.rules().stream().anyMatch(ofFile::get);
    }

    private static Input log(Sample sample) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (RawRecord event : sample.events()) {
            lines.writeBytes(event.bytes());
            lines.write('\n');
        }
        return Input.stream("sample", new ByteArrayInputStream(lines.toByteArray()));
    }
}
