package io.breakwater.detect.cover;

import java.time.Duration;

/** Lengths of time as people say them. */
public final class Spans {
    private Spans() {}

    /** The two largest units: {@code 3 d 4 h}, {@code 12 min}, {@code 5 s}. */
    public static String inWords(Duration length) {
        if (length.toDays() > 0) {
            return length.toDays() + " d" + rest(length.toHoursPart(), " h");
        }
        if (length.toHours() > 0) {
            return length.toHours() + " h" + rest(length.toMinutesPart(), " min");
        }
        return length.toMinutes() > 0
                ? length.toMinutes() + " min" + rest(length.toSecondsPart(), " s")
                : length.toSeconds() + " s";
    }

    private static String rest(int amount, String unit) {
        return amount == 0 ? "" : " " + amount + unit;
    }
}
