package io.breakwater.cli.talk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write and read them: {@code 45m}, {@code 1h30m}, {@code 2d}. */
public final class Spans {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private Spans() {}

    /** The span somebody typed. */
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw Failure.usage(
                    "not a duration: " + io.breakwater.model.Texts.quoted(text), "Write it as 45m, 2h, 1h30m or 90s.");
        }
        Duration span = Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
        if (span.isZero()) {
            throw Failure.usage("a duration of nothing", "Write it as 45m, 2h, 1h30m or 90s.");
        }
        return span;
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** At most two units: {@code 71h59m}, {@code 12s}, {@code 340ms}. */
    public static String text(Duration span) {
        if (span.toMillis() < 1_000) {
            return span.toMillis() + "ms";
        }
        if (span.toSeconds() < 60) {
            return span.toMillis() % 1_000 == 0 || span.toSeconds() >= 10
                    ? span.toSeconds() + "s"
                    : String.format(java.util.Locale.ROOT, "%.1fs", span.toMillis() / 1_000.0);
        }
        if (span.toMinutes() < 60) {
            return span.toMinutes() + "m" + rest(span.toSecondsPart(), "s");
        }
        return span.toHours() + "h" + rest(span.toMinutesPart(), "m");
    }

    private static String rest(int value, String unit) {
        return value == 0 ? "" : value + unit;
    }

    /** How far a time is from now: {@code in 71h59m}, {@code 3m ago}. */
    public static String from(Instant now, Instant time) {
        Duration span = Duration.between(now, time);
        return span.isNegative() ? text(span.negated()) + " ago" : "in " + text(span);
    }

    /** The time of day, UTC; the text as it is when it is no time. */
    public static String clock(String time) {
        return format(CLOCK, time);
    }

    /** Day and minute, UTC; the text as it is when it is no time. */
    public static String day(String time) {
        return format(DAY, time);
    }

    private static String format(DateTimeFormatter form, String time) {
        try {
            return form.format(Instant.parse(time));
        } catch (DateTimeParseException notATime) {
            return time;
        }
    }
}
