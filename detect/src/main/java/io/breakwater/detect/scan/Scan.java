package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.sigma.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One scan. First all files are read on all threads, and events that a rule matches are kept, on disk where they are
 * many. Then these go by in the order of their time, and become findings. So the result is the same on any number of
 * threads, and memory is bounded whatever the input.
 */
public final class Scan {
    private final ScanOptions options;

    public Scan(ScanOptions options) {
        this.options = options;
    }

    /**
     * Reads and judges everything.
     *
     * @throws UncheckedIOException when the temporary folder cannot hold what does not fit into memory
     */
    public ScanResult run(Progress progress) {
        LargeRecords records = LargeRecords.in(options.temporary());
        HitCodec codec = new HitCodec(records);
        SpillSorter<Hit> hits = new SpillSorter<>(options.temporary(), codec, options.batchBytes());
        SpillSorter<Finding> findings =
                new SpillSorter<>(options.temporary(), new FindingCodec(codec), options.batchBytes());
        KeptFindings kept = new KeptFindings(findings, records);
        try (hits) {
            return judge(hits, kept, catchers(hits, records), progress);
        } catch (RuntimeException | Error failed) {
            kept.close();
            throw failed;
        } catch (IOException gone) {
            kept.close();
            throw new UncheckedIOException(gone);
        }
    }

    private List<HitCatcher> catchers(SpillSorter<Hit> hits, LargeRecords records) {
        Plan plan = Plan.of(options.rules());
        List<HitCatcher> catchers = new ArrayList<>();
        for (int i = 0; i < options.threads(); i++) {
            catchers.add(new HitCatcher(plan, options.period(), records, hits.batch()));
        }
        return Collections.unmodifiableList(catchers);
    }

    /** What is still open when the logs end is told by how far they go on, not by the last event that a rule matched. */
    private Optional<Instant> logsEnd(ReadReport read) {
        Optional<Instant> asked = options.period().to();
        return read.last().map(last -> asked.filter(last::isAfter).orElse(last));
    }

    /** On one thread alone, nothing is prepared ahead. */
    private void inOrder(Consumer<Consumer<Prepared>> hits, Consumer<Prepared> judging) {
        if (options.threads() == 1) {
            hits.accept(judging);
        } else {
            new Ahead<>(Prepared::weight).run(hits, judging);
        }
    }

    private ScanResult judge(SpillSorter<Hit> hits, KeptFindings kept, List<HitCatcher> catchers, Progress progress) {
        java.util.Iterator<HitCatcher> next = catchers.iterator();
        ReadReport read = Reading.of(
                        options.logs(), ReadOptions.of(options.formats()).withThreads(options.threads()))
                .run(next::next, progress);
        catchers.forEach(HitCatcher::end);
        ScanRules rules = new ScanRules(options.rules());
        Findings findings = new Findings(rules, kept.sorter());
        CoverJudge judge = new CoverJudge(options.cover(), options.limits());
        Judging judging = new Judging(rules, judge, findings::add, any -> {});
        inOrder(to -> hits.forEach(hit -> to.accept(Prepared.of(hit, rules, judge))), judging::take);
        judging.end(logsEnd(read));
        findings.end();
        ScanCounts counts = new ScanCounts(
                hits.count(),
                judging.duplicates(),
                catchers.stream().mapToLong(HitCatcher::outside).sum(),
                catchers.stream().mapToLong(HitCatcher::undecided).sum(),
                findings.count(),
                findings.verdicts(),
                findings.levels(),
                judging.first(),
                judging.last());
        return new ScanResult(rules, read, counts, options, findings.groups(), judging.losses(), kept);
    }
}
