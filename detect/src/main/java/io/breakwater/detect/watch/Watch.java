package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.Scan;
import io.breakwater.detect.scan.ScanOptions;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.ledger.Journal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FindingFact.FindingRaised;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads what a source delivers, judges it by the grants and incidents on the record, and puts what it finds there. For one
 * thread and one source.
 *
 * <p>Every file is judged when it comes. Correlations and follow-ups see the files of the last hours with it, within bounds:
 * what spans more is for {@code breakwater scan}.
 */
public final class Watch {
    private static final int AT_A_TIME = 100;

    private final LogSource source;
    private final WatchOptions options;
    private final InstantSource clock;
    private final Consumer<FindingRaised> told;
    private final LogRecords records;
    private final ScanRules rules;
    private final RecentLogs recent = new RecentLogs();

    /** @param told is told what has gone on the record, after it has */
    public Watch(
            LogSource source,
            Journal journal,
            WatchOptions options,
            InstantSource clock,
            Consumer<FindingRaised> told) {
        this.source = source;
        this.options = options;
        this.clock = clock;
        this.told = told;
        this.records = new LogRecords(journal);
        this.rules = new ScanRules(options.rules());
        source.resume(new JournalBookmarks(journal, source.name()));
    }

    /**
     * Takes what has come. One file that cannot be taken holds up no other.
     *
     * @return how many files were taken, those that had come before not counted
     * @throws BreakwaterException {@code JOURNAL_UNAVAILABLE}, {@code STORAGE_FULL}; or, after everything else was taken,
     *     what was wrong with the first file that could not be
     * @throws IOException when the source cannot be asked now, or a file cannot be opened; all others were taken
     */
    public int pass() throws IOException {
        List<Delivery> deliveries = source.poll(AT_A_TIME);
        if (deliveries.isEmpty()) {
            return 0;
        }
        JournalBook book = options.book().now();
        int taken = 0;
        Trouble trouble = new Trouble();
        for (Delivery delivery : deliveries) {
            try {
                taken += take(delivery, book) ? 1 : 0;
            } catch (IOException unreadable) {
                trouble.note(delivery, unreadable);
            } catch (BreakwaterException refused) {
                trouble.note(refused);
            }
        }
        trouble.tell();
        return taken;
    }

    /** What went wrong first, kept until all else is done. */
    private static final class Trouble {
        private Optional<IOException> unreadable = Optional.empty();
        private Optional<BreakwaterException> refused = Optional.empty();

        void note(Delivery delivery, IOException why) {
            unreadable = unreadable.or(
                    () -> Optional.of(new IOException(delivery.name() + " cannot be read: " + why.getMessage(), why)));
        }

        void note(BreakwaterException why) {
            if (why.code() == Code.JOURNAL_UNAVAILABLE || why.code() == Code.STORAGE_FULL) {
                throw why;
            }
            refused = refused.or(() -> Optional.of(why));
        }

        void tell() throws IOException {
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            refused.ifPresent(why -> {
                throw why;
            });
        }
    }

    private boolean take(Delivery delivery, JournalBook book) throws IOException {
        if (records.isDone(source.name(), delivery)) {
            source.done(delivery);
            return false;
        }
        String digest = FileDigest.of(delivery.file());
        if (records.isRead(digest)) {
            if (records.again(source.name(), delivery, digest)) {
                source.done(delivery);
            }
            return false;
        }
        Optional<LogBatch> batch = read(delivery, digest, book);
        if (batch.isEmpty()) {
            return false;
        }
        Optional<List<FindingRaised>> raised = records.record(batch.get());
        if (raised.isPresent()) {
            recent.add(delivery, batch.get().report());
            source.done(delivery);
            raised.get().forEach(told);
        }
        return raised.isPresent();
    }

    /** The batch; empty when the file seems to be written still, and is to be looked at later. */
    private Optional<LogBatch> read(Delivery delivery, String digest, JournalBook book) {
        Instant ingested = clock.instant();
        try (ScanResult result = scan(book, Stream.of(input(delivery)))) {
            FileReport report = FileReport.together(result.read().files());
            boolean changed = !report.sha256().isEmpty() && !report.sha256().equals(digest);
            if (changed || delivery.mayGrow() && !report.losses().isEmpty()) {
                return Optional.empty();
            }
            List<Finding> findings = new ArrayList<>();
            result.findings(finding -> {
                if (finding.kind() == Finding.Kind.EVENT && isKept(finding)) {
                    findings.add(finding);
                }
            });
            findings.addAll(together(delivery, book));
            Raising raising =
                    new Raising(rules, book, digest, report.delivered().or(delivery::delivered), ingested);
            return Optional.of(new LogBatch(
                    source.name(),
                    delivery,
                    digest,
                    report,
                    LogBatch.hours(result.read().coverage()),
                    findings,
                    raising,
                    ingested));
        }
    }

    private static Input input(Delivery delivery) {
        return Input.path(delivery.name(), delivery.file());
    }

    private ScanResult scan(JournalBook book, Stream<Input> logs) {
        return new Scan(new ScanOptions(
                        logs.toList(),
                        options.formats(),
                        options.rules(),
                        book.book(),
                        CoverLimits.DEFAULT,
                        List.of(),
                        Window.ALWAYS,
                        1,
                        options.temporary(),
                        ScanOptions.USUAL_BATCH_BYTES))
                .run(Progress.NONE);
    }

    /** What several events make together, some of which may have come before. */
    private List<Finding> together(Delivery delivery, JournalBook book) {
        List<Finding> found = new ArrayList<>();
        try (ScanResult result = scan(book, Stream.concat(recent.inputs(), Stream.of(input(delivery))))) {
            result.findings(finding -> {
                if (isKept(finding) && isNews(finding, delivery)) {
                    found.add(finding);
                }
            });
        }
        return found;
    }

    private boolean isNews(Finding finding, Delivery delivery) {
        return switch (finding.kind()) {
            case EVENT -> false;
            case CORRELATION ->
                finding.others().stream()
                        .anyMatch(event -> event.where().source().equals(delivery.name()));
            case FOLLOWUP -> finding.rules().stream().allMatch(this::canBeTold);
        };
    }

    /** What only the end of the logs, or their whole past, could tell is not told while they go on. */
    private boolean canBeTold(int number) {
        Followup followup =
                options.rules().followups().get(number - options.rules().size());
        return switch (followup.when()) {
            case CLOSED, CLOSED_LATE -> true;
            case NOT_CLOSED -> followup.within().isPresent();
            case NOT_PRECEDED -> false;
        };
    }

    /** What is only there to be known, and asks for no cover, would fill the journal and move nobody. */
    private static boolean isKept(Finding finding) {
        return finding.cover().isPresent() || finding.level() != Level.INFORMATIONAL;
    }
}
