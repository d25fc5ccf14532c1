package io.breakwater.model.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times are written: always UTC. */
public final class Times {
    private static final DateTimeFormatter EXACT = of("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final DateTimeFormatter DAY_AND_TIME = of("d MMM yyyy, HH:mm:ss");
    private static final DateTimeFormatter TIME = of("HH:mm:ss");
    private static final DateTimeFormatter DAY = of("d MMM yyyy");

    private Times() {}

    private static DateTimeFormatter of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** RFC 3339 with microseconds, as on facts. */
    public static String exact(Instant time) {
        return EXACT.format(time);
    }

    /** {@code 21 Nov 2026, 03:12:09}. */
    public static String dayAndTime(Instant time) {
        return DAY_AND_TIME.format(time);
    }

    /** {@code 03:12:09}. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** {@code 21 Nov 2026}. */
    public static String day(Instant time) {
        return DAY.format(time);
    }

    /** {@code 1 h 12 min}, {@code 42 s}, {@code 380 ms}: at most two units. */
    public static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 1) {
            return span.toMillis() + " ms";
        }
        if (seconds < 60) {
            return span.toMillis() % 1000 == 0 || seconds >= 10
                    ? seconds + " s"
                    : String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 172_800
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86_400, "days", seconds % 86_400 / 3600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
