package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.model.page.Times;
import java.time.Instant;
import java.util.Locale;

/** Numbers and verdicts as people read them, on the page and in the terminal. */
public final class Words {
    private Words() {}

    /** {@code 769,641}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 file}, {@code 2 files}. */
    public static String count(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** Never 100 while something is missing, never 0 while something is there. */
    public static String percent(double percent) {
        if (percent > 99 && percent < 100) {
            return "over 99 %";
        }
        return percent > 0 && percent < 1 ? "under 1 %" : Math.round(percent) + " %";
    }

    /** {@code 175 MB}. */
    public static String bytes(long bytes) {
        double amount = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (amount >= 999.5 && unit < units.length - 1) {
            amount /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || amount >= 10 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }

    /** RFC 3339, or empty text of what has no time that can be read. */
    public static String exact(Instant time) {
        return time.equals(LogEvent.NO_TIME) ? "" : time.toString();
    }

    /** {@code 21 Nov 2026, 03:12:09}, or that nobody knows. */
    static String dayAndTime(Instant time) {
        return time.equals(LogEvent.NO_TIME) ? "at an unknown time" : Times.dayAndTime(time);
    }

    /** {@code , refused with AccessDenied}, or empty text of what was not refused. */
    public static String refusal(LogEvent event) {
        if (!event.errorCode().isEmpty()) {
            return ", refused with " + event.errorCode();
        }
        return event.outcome() == Outcome.FAILURE ? ", refused" : "";
    }

    /** The class of a chip. */
    static String mood(Verdict verdict) {
        return switch (verdict) {
            case SUSPECTED_COMPROMISE, UNCOVERED -> "bad";
            case UNKNOWN, PARTLY_COVERED -> "warn";
            case DRILL, COVERED -> "good";
        };
    }

    /** The class of a chip. */
    static String mood(Level level) {
        return switch (level) {
            case CRITICAL, HIGH -> "bad";
            case MEDIUM -> "warn";
            case LOW, INFORMATIONAL -> "";
        };
    }

    static String label(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
