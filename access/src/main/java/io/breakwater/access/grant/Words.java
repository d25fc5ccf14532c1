package io.breakwater.access.grant;

import java.time.Duration;

/** Durations as a person says them. */
final class Words {
    private Words() {}

    static String duration(long seconds) {
        Duration d = Duration.ofSeconds(seconds);
        StringBuilder out = new StringBuilder();
        append(out, d.toHours(), "h");
        append(out, d.toMinutesPart(), "min");
        append(out, d.toSecondsPart(), "s");
        return out.isEmpty() ? "0 s" : out.toString();
    }

    private static void append(StringBuilder out, long amount, String unit) {
        if (amount != 0) {
            out.append(out.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
        }
    }
}
