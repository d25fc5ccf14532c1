package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.TravelWatch;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.scan.Remembered.Kept;
import io.breakwater.detect.sigma.IntList;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads logs one by one, as they come: tells what is found in each, and keeps of each what may mean something together with
 * others. For one thread.
 *
 * <p>Where a credential was used last is remembered from one log to the next, by this process.
 */
public final class LiveScan {
    private static final HitCodec CODEC = new HitCodec(LargeRecords.inMemory());

    private final ScanRules rules;
    private final Plan plan;
    private final Retention retention;
    private final List<Format> formats;
    private final Path temporary;
    private final TravelWatch travel = new TravelWatch(CoverLimits.DEFAULT.travel());

    /** @param temporary a folder for what does not fit into memory */
    public LiveScan(ScanRules rules, List<Format> formats, Path temporary) {
        this.rules = rules;
        this.plan = Plan.of(rules.set());
        this.retention = new Retention(rules.set());
        this.formats = List.copyOf(formats);
        this.temporary = temporary;
    }

    /**
     * One log, read.
     *
     * @param findings those about single events, without their records, but for those that are there to be known only
     * @param known how often each rule matched of those that are there to be known only
     * @param forgotten how many events are not remembered, since there are too many
     */
    public record Taken(
            ReadReport read,
            List<Finding> findings,
            SortedMap<String, Long> known,
            Remembered remembered,
            long forgotten) {}

    /** Reads one log, and judges its events by that book. */
    public Taken read(Input log, CoverBook book) {
        try (LargeRecords records = LargeRecords.in(temporary);
                SpillSorter<Hit> hits =
                        new SpillSorter<>(temporary, new HitCodec(records), ScanOptions.USUAL_BATCH_BYTES)) {
            HitCatcher catcher = new HitCatcher(plan, Window.ALWAYS, records, hits.batch());
            ReadReport read = Reading.of(List.of(log), ReadOptions.of(formats).withThreads(1))
                    .run(() -> catcher, Progress.NONE);
            catcher.end();
            Taking taking = new Taking();
            CoverJudge judge = new CoverJudge(book, CoverLimits.DEFAULT, travel);
            Judging judging = new Judging(rules, judge, taking::found, any -> {});
            hits.forEach(hit -> {
                judging.take(Prepared.of(hit, rules, judge));
                kept(hit).ifPresent(taking::keep);
            });
            return new Taken(
                    read,
                    taking.findings,
                    taking.known,
                    new Remembered(taking.kept.stream().map(Kept::inMemory).toList(), Set.of()),
                    taking.forgotten);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What comes out of one log, as it comes. */
    private final class Taking {
        private final List<Finding> findings = new ArrayList<>();
        private final SortedMap<String, Long> known = new TreeMap<>();
        private final Deque<Kept> kept = new ArrayDeque<>();
        private long keptBytes;
        private long forgotten;

        void found(Finding found) {
            if (found.kind() != Finding.Kind.EVENT) {
                return;
            }
            if (found.cover().isPresent() || found.level() != Level.INFORMATIONAL) {
                findings.add(found.withoutRecord());
            } else {
                found.rules().forEach(rule -> known.merge(rules.info(rule).handle(), 1L, Long::sum));
            }
        }

        /** They come in the order of time; of too many, the last ones matter most. */
        void keep(Kept event) {
            kept.add(event);
            keptBytes += event.bytes();
            while (kept.size() > Remembered.MOST_EVENTS || keptBytes > Remembered.MOST_BYTES) {
                keptBytes -= kept.remove().bytes();
                forgotten++;
            }
        }
    }

    private Optional<Kept> kept(Hit hit) {
        boolean hasTime = !hit.event().time().equals(LogEvent.NO_TIME);
        return retention
                .until(hit.event().time(), hit.rules())
                .filter(any -> hasTime)
                .map(until -> new Kept(hit, until));
    }

    /**
     * Tells what the events of several logs mean together, if the logs go on until then. What single events mean has been told
     * when they were read.
     *
     * @param found correlations and follow-ups
     * @param ended what was open, and has been closed
     */
    public void together(Stream<Remembered> logs, Instant logsEnd, Consumer<Finding> found, Consumer<Ending> ended) {
        Judging judging = Judging.ofWhatIsTogether(rules, found, ended);
        logs.flatMap(remembered -> remembered.kept().stream())
                .map(Kept::hit)
                .sorted((a, b) -> CODEC.key(a).compareTo(CODEC.key(b)))
                .forEach(hit -> judging.take(Prepared.alone(hit)));
        judging.end(Optional.of(logsEnd));
    }

    /** Lays aside what is to be remembered, whole or not at all. */
    public void write(Remembered remembered, Path file) throws IOException {
        RememberedFile.write(remembered, file);
    }

    /**
     * Takes up what is remembered again, by the rules there are now.
     *
     * @throws IOException when it is not whole
     */
    public Remembered read(Path file) throws IOException {
        RememberedFile.Content content = RememberedFile.read(file);
        Map<String, Matcher> matchers = new HashMap<>();
        List<Kept> kept = content.events().stream()
                .flatMap(event -> kept(new Hit(event, matched(event, matchers))).stream())
                .toList();
        return new Remembered(kept, content.used());
    }

    private List<Integer> matched(LogEvent event, Map<String, Matcher> matchers) {
        Matcher matcher = matchers.computeIfAbsent(
                event.format(), name -> Logsources.of(name).map(plan::matcher).orElseGet(plan::matcher));
        IntList matches = matcher.match(event.raw().record());
        List<Integer> numbers = new ArrayList<>(matches.size());
        for (int i = 0; i < matches.size(); i++) {
            numbers.add(matches.get(i));
        }
        return numbers;
    }
}
