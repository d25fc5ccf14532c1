package io.breakwater.detect.watch;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.LiveScan;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.Journal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FindingFact.FindingRaised;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a source delivers, judges it by the grants and incidents on the record, and puts what it finds there. For one
 * thread and one source.
 *
 * <p>Every file is judged when it comes. What spans several is looked back at as far as rules span, within bounds; what
 * only the end of all logs, or their whole past, could tell is for {@code breakwater scan}.
 */
public final class Watch {
    private static final int AT_A_TIME = 100;
    private static final int SHORT = 16;
    /** How often it is looked at what time alone has made news. */
    static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    private final LogSource source;
    private final WatchOptions options;
    private final InstantSource clock;
    private final Consumer<FindingRaised> told;
    private final LogRecords records;
    private final ScanRules rules;
    private final LiveScan scan;
    private final LookBack lookBack;
    private final Together together;
    private Instant nextLook = Instant.MIN;

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
        this.scan = new LiveScan(rules, options.formats(), options.temporary());
        this.lookBack = new LookBack(remembered(), scan, records::isRead);
        this.together = new Together(scan, rules, lookBack);
        source.resume(new JournalBookmarks(journal, source.name()));
    }

    /** The folder of the events that are looked back at; nothing else is in it. */
    public Path remembered() {
        String source = Hashes.sha256Hex(this.source.name().getBytes(StandardCharsets.UTF_8));
        return options.temporary().resolve("remembered-" + source.substring(0, SHORT));
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
        Pass pass = new Pass();
        lookBack.settle(clock.instant());
        if (!deliveries.isEmpty()) {
            JournalBook book = options.book().now();
            deliveries.forEach(delivery -> take(delivery, book, pass));
        }
        if (deliveries.size() < AT_A_TIME) {
            lookAtTheClock(pass.logsEnd);
        }
        pass.tell();
        return pass.taken;
    }

    private void take(Delivery delivery, JournalBook book, Pass pass) {
        try {
            take(delivery, book).ifPresent(pass::took);
        } catch (IOException unreadable) {
            pass.note(delivery, unreadable);
        } catch (BreakwaterException refused) {
            pass.note(refused);
        }
    }

    /** What has been taken, and what went wrong first, kept until all else is done. */
    private static final class Pass {
        private int taken;
        /** How far all logs go that were taken; of a backlog in whatever order, the earliest says most. */
        private Instant logsEnd = Instant.MAX;

        private Optional<IOException> unreadable = Optional.empty();
        private Optional<BreakwaterException> refused = Optional.empty();

        void took(FileReport report) {
            taken++;
            logsEnd = report.last().filter(logsEnd::isAfter).orElse(logsEnd);
        }

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

    /** What was read; empty when nothing was put on the record. */
    private Optional<FileReport> take(Delivery delivery, JournalBook book) throws IOException {
        if (records.isDone(source.name(), delivery)) {
            source.done(delivery);
            return Optional.empty();
        }
        String digest = FileDigest.of(delivery.file());
        if (records.isRead(digest)) {
            if (records.again(source.name(), delivery, digest)) {
                source.done(delivery);
            }
            return Optional.empty();
        }
        Optional<LogBatch> batch = read(delivery, digest, book);
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        lookBack.write(digest, batch.get().remembered());
        Optional<List<FindingRaised>> raised = records.record(batch.get());
        if (raised.isPresent()) {
            lookBack.add(digest, batch.get().remembered(), clock.instant());
            source.done(delivery);
            raised.get().forEach(told);
        } else {
            lookBack.dismiss(digest);
        }
        return raised.map(any -> batch.get().report());
    }

    /** The batch; empty when the file seems to be written still, and is to be looked at later. */
    private Optional<LogBatch> read(Delivery delivery, String digest, JournalBook book) {
        Instant ingested = clock.instant();
        LiveScan.Taken taken = scan.read(Input.path(delivery.name(), delivery.file()), book.book());
        FileReport report = taken.read().whole();
        boolean changed = !report.sha256().isEmpty() && !report.sha256().equals(digest);
        if (changed || delivery.mayGrow() && !report.losses().isEmpty()) {
            return Optional.empty();
        }
        long forgotten = taken.forgotten() + lookBack.makeRoomFor(taken.remembered());
        Together.News news = together.with(taken.remembered(), report.last().orElse(Instant.EPOCH));
        Raising raising = new Raising(rules, book, digest, report.delivered().or(delivery::delivered), ingested);
        return Optional.of(new LogBatch(
                source.name(),
                delivery,
                digest,
                report,
                taken.read().coverage(),
                taken.findings(),
                taken.known(),
                news,
                taken.remembered().using(news.findings(), rules),
                forgotten,
                raising,
                ingested));
    }

    /**
     * Tells what was to be closed by now and was not, though no log says so: logs come late, so it is told that much later.
     * Only while the source answers and keeps nothing back, since nobody knows what is in logs that nobody has.
     *
     * @param logsEnd how far the logs go that have just come; beyond that, more may be on the way
     */
    private void lookAtTheClock(Instant logsEnd) {
        Instant now = clock.instant();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS_EVERY);
        Instant due = now.minus(LogCoverage.LATE);
        List<Finding> late = together.at(due.isBefore(logsEnd) ? due : logsEnd);
        if (!late.isEmpty()) {
            JournalBook book = options.book().now();
            records.raise(late, finding -> raising(finding, book, now)).forEach(told);
        }
    }

    private Raising raising(Finding finding, JournalBook book, Instant now) {
        String digest = lookBack.digest(finding.others().get(0).where()).orElse("");
        return new Raising(rules, book, digest, Optional.empty(), now);
    }
}
