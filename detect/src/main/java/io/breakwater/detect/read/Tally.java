package io.breakwater.detect.read;

import io.breakwater.detect.read.FileReport.Found;
import io.breakwater.detect.read.Vitals.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is counted of one file while it is read. */
final class Tally {
    /** For nobody. */
    static final Tally NONE = new Tally(new Counts(new Duplicates(1)), Optional.empty());

    private static final int PLACES = 5;

    private final TreeMap<Problem, Count> problems = new TreeMap<>();
    private final TreeMap<String, Long> formats = new TreeMap<>();
    private final TreeSet<String> accounts = new TreeSet<>();
    private final TreeSet<String> regions = new TreeSet<>();
    private final Counts counts;
    private final Optional<DeliveryKey> key;
    private final long deliveredSecond;
    private Format format = NoFormat.INSTANCE;
    private byte[] accountBytes = new byte[0];
    private byte[] regionBytes = new byte[0];
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
            count.detail = detail;
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
        byte[] bytes = vitals.bytes();
        accountBytes = Arrays.copyOfRange(bytes, vitals.start(Part.ACCOUNT), vitals.end(Part.ACCOUNT));
        regionBytes = Arrays.copyOfRange(bytes, vitals.start(Part.REGION), vitals.end(Part.REGION));
        hour = newHour;
        keep(accounts, text(accountBytes));
        keep(regions, text(regionBytes));
    }

    private static void keep(TreeSet<String> names, String name) {
        if (!name.isEmpty() && names.size() < FileReport.NAMES) {
            names.add(name);
        }
    }

    /**
     * The hour counts for the region whose trail delivered the file, where the name says which: a console login may carry
     * another region than the one whose log it stands in, and must not make that region look logged.
     */
    private void endHour() {
        if (inHour > 0) {
            String region = key.map(DeliveryKey::region).orElseGet(() -> text(regionBytes));
            counts.coverage().events(new Place(text(accountBytes), region), hour, inHour);
        }
        inHour = 0;
    }

    /** A file that was delivered without events proves that its hour was logged. */
    private void proveEmpty() {
        if (records == 0 && problems.isEmpty() && key.isPresent()) {
            Place place = new Place(key.get().account(), key.get().region());
            counts.coverage().logged(place, Math.floorDiv(deliveredSecond, 3600L));
        }
    }

    /** In lower case: Azure writes the id of one subscription in several cases. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    /** Everything counted; to be called once, at the end of the file. */
    FileReport report(int number, String name, String sha256, long bytes, long contentBytes) {
        endFormat();
        endHour();
        proveEmpty();
        TreeMap<Problem, Found> found = new TreeMap<>();
        problems.forEach((problem, count) -> found.put(problem, new Found(count.count, count.at, count.detail)));
        return new FileReport(
                number,
                name,
                sha256,
                bytes,
                contentBytes,
                formats,
                records,
                found,
                lastSecond == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(firstSecond)),
                lastSecond == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(lastSecond)),
                key.map(DeliveryKey::delivered),
                late,
                Duration.ofSeconds(delaySeconds),
                outOfOrder,
                accounts,
                regions);
    }
}
