package io.breakwater.cli.scan;

import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {
    private Amounts() {}

    /** {@code 769,641}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 file}, {@code 2 files}. */
    static String of(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** {@code 175 MB}. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double amount = bytes / 1_000.0;
        int unit = 0;
        while (amount >= 999.5 && unit < units.length - 1) {
            amount /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
    }

    /** {@code 8 s}, {@code 3 min}. */
    static String seconds(long seconds) {
        if (seconds < 100) {
            return seconds + " s";
        }
        return seconds < 6_000 ? (seconds + 30) / 60 + " min" : (seconds + 1_800) / 3_600 + " h";
    }

    /** Per cent without false exactness: never 100 while something is missing, never 0 while something is there. */
    static String percent(double percent) {
        if (percent > 99 && percent < 100) {
            return "over 99 %";
        }
        return percent > 0 && percent < 1 ? "under 1 %" : Math.round(percent) + " %";
    }
}
