package io.breakwater.detect.read;

import io.breakwater.detect.event.BoundedText;
import io.breakwater.detect.read.FileReport.Found;
import io.breakwater.detect.read.Vitals.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted of one file while it is read. */
final class Tally {
    /** For nobody. */
    static final Tally NONE = new Tally(new Counts(new Reports()), Optional.empty());

    private static final int PLACES = 5;
    private static final byte[] QUOTE = {'"'};
    private static final Place NOWHERE = new Place("", "");
    /** Most files have no problems, and many have no events: theirs are the same. */
    private static final SortedMap<String, Long> NO_FORMATS = Collections.emptySortedMap();

    private static final SortedMap<Problem, Found> NO_PROBLEMS = Collections.emptySortedMap();

    private final TreeMap<Problem, Count> problems = new TreeMap<>();
    private final TreeMap<String, Long> formats = new TreeMap<>();
    private final Counts counts;
    private final Optional<DeliveryKey> key;
    private final long deliveredSecond;
    private Format format = NoFormat.INSTANCE;
    private byte[] accountBytes = new byte[0];
    private byte[] regionBytes = new byte[0];
    private Place place = NOWHERE;
    private long ofFormat;
    private long records;
    private long hour = IsoTime.NONE;
    private long inHour;
    private long firstSecond = Long.MAX_VALUE;
    private long lastSecond = Long.MIN_VALUE;
    private long outOfOrder;
    private long late;
    private long delaySeconds;

    private static final class Count {
        final List<Long> at = new ArrayList<>();
        String detail = "";
        long count;
    }

    /** @param key what the file's name says about its delivery */
    Tally(Counts counts, Optional<DeliveryKey> key) {
        this.counts = counts;
        this.key = key;
        this.deliveredSecond = key.map(k -> k.delivered().getEpochSecond()).orElse(Long.MIN_VALUE);
    }

    void problem(Problem problem, long offset, String detail) {
        Count count = problems.computeIfAbsent(problem, any -> new Count());
        if (count.count == 0) {
            count.detail = BoundedText.of(detail);
        }
        if (count.at.size() < PLACES) {
            count.at.add(offset);
        }
        count.count++;
    }

    boolean has(Problem problem) {
        return problems.containsKey(problem);
    }

    long recognised() {
        return formats.values().stream().mapToLong(Long::longValue).sum() + ofFormat;
    }

    /** One more record of this format, event or not. */
    void of(Format next) {
        if (next != format) {
            endFormat();
            format = next;
        }
        ofFormat++;
    }

    private void endFormat() {
        if (ofFormat > 0) {
            formats.merge(format.name(), ofFormat, Long::sum);
        }
        ofFormat = 0;
    }

    /** One more event. */
    void event(SeenRecord seen, long offset) {
        Vitals vitals = seen.vitals();
        records++;
        counts.ids().add(vitals.bytes(), vitals.start(Part.ID), vitals.end(Part.ID));
        if (vitals.isTrailSwitch()) {
            seen.format().trailSwitch(seen).ifPresent(counts::trailSwitch);
        }
        if (vitals.isUnknownVersion()) {
            problem(Problem.UNKNOWN_VERSION, offset, "");
        }
        byte[] bytes = vitals.bytes();
        long second = IsoTime.second(bytes, vitals.start(Part.TIME), vitals.end(Part.TIME));
        if (second == IsoTime.NONE) {
            problem(Problem.NO_TIME, offset, "");
            return;
        }
        time(second);
        if (Math.floorDiv(second, 3600L) != hour
                || !is(vitals, Part.ACCOUNT, accountBytes)
                || !is(vitals, Part.REGION, regionBytes)) {
            place(vitals, Math.floorDiv(second, 3600L));
        }
        inHour++;
    }

    private static boolean is(Vitals vitals, Part part, byte[] last) {
        return Arrays.equals(vitals.bytes(), vitals.start(part), vitals.end(part), last, 0, last.length);
    }

    private void time(long second) {
        if (second < lastSecond) {
            outOfOrder++;
        }
        firstSecond = Math.min(firstSecond, second);
        lastSecond = Math.max(lastSecond, second);
        if (deliveredSecond != Long.MIN_VALUE) {
            long delay = deliveredSecond - second;
            delaySeconds = Math.max(delaySeconds, delay);
            late += delay > LogCoverage.LATE.toSeconds() ? 1 : 0;
        }
    }

    /** Another hour, account or region than that of the event before. */
    private void place(Vitals vitals, long newHour) {
        endHour();
        accountBytes = copy(vitals, Part.ACCOUNT);
        regionBytes = copy(vitals, Part.REGION);
        place = new Place(
                lower(vitals, Part.ACCOUNT), key.map(DeliveryKey::region).orElseGet(() -> lower(vitals, Part.REGION)));
        hour = newHour;
    }

    /** Of what is too long to be kept, something that no record's text can be: the next event is of another place then. */
    private static byte[] copy(Vitals vitals, Part part) {
        int start = vitals.start(part);
        int end = vitals.end(part);
        return end - start > BoundedText.LONGEST ? QUOTE : Arrays.copyOfRange(vitals.bytes(), start, end);
    }

    /** In lower case: Azure writes the id of one subscription in several cases. */
    private static String lower(Vitals vitals, Part part) {
        return BoundedText.of(vitals.text(part)).toLowerCase(Locale.ROOT);
    }

    /**
     * The hour counts for the region whose trail delivered the file, where the name says which: a console login may carry
     * another region than the one whose log it stands in, and must not make that region look logged.
     */
    private void endHour() {
        if (inHour > 0) {
            counts.events(place, hour, inHour);
        }
        inHour = 0;
    }

    /** A file that was delivered without events proves that its hour was logged. */
    private void proveEmpty() {
        if (records == 0 && problems.isEmpty() && key.isPresent()) {
            counts.logged(new Place(key.get().account(), key.get().region()), Math.floorDiv(deliveredSecond, 3600L));
        }
    }

    /** Everything counted; to be called once, at the end of the file. */
    FileReport report(Source source, String sha256, long bytes, long contentBytes) {
        endFormat();
        endHour();
        proveEmpty();
        TreeMap<Problem, Found> found = new TreeMap<>();
        problems.forEach((problem, count) -> found.put(problem, new Found(count.count, count.at, count.detail)));
        Optional<Instant> first = instant(firstSecond);
        return new FileReport(
                source.number(),
                source.inside(),
                source.name(),
                sha256,
                bytes,
                contentBytes,
                formats.isEmpty() ? NO_FORMATS : formats,
                records,
                found.isEmpty() ? NO_PROBLEMS : found,
                first,
                firstSecond == lastSecond ? first : instant(lastSecond),
                key.map(DeliveryKey::delivered),
                late,
                Duration.ofSeconds(delaySeconds),
                outOfOrder);
    }

    private Optional<Instant> instant(long second) {
        return lastSecond == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
    }
}
