package io.breakwater.cli.scan;

/** Times to wait as people read them; other amounts are {@link io.breakwater.detect.report.Words}. */
final class Amounts {
    private Amounts() {}

    /** {@code 8 s}, {@code 3 min}. */
    static String seconds(long seconds) {
        if (seconds < 100) {
            return seconds + " s";
        }
        return seconds < 6_000 ? (seconds + 30) / 60 + " min" : (seconds + 1_800) / 3_600 + " h";
    }
}
