package io.breakwater.detect.read;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as clouds write them: {@code 2026-08-01T03:12:00Z}, with or without a fraction, an offset, a blank for the T. */
public final class IsoTime {
    /** What no time is. */
    static final long NONE = Long.MIN_VALUE;

    private static final String USUAL = "0000-00-00T00:00:00Z";
    private static final int SHORTEST_MONTH = 28;
    private static final int SECONDS_LENGTH = 19;
    private static final int[] DIGITS = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};

    private IsoTime() {}

    /** The second since 1970 that the text names, any fraction left out, or {@link #NONE}. Allocates nothing. */
    static long second(byte[] bytes, int start, int end) {
        if (end - start < SECONDS_LENGTH || !isUtc(bytes, start + SECONDS_LENGTH, end)) {
            return slow(bytes, start, end);
        }
        for (int digit : DIGITS) {
            int c = bytes[start + digit] - '0';
            if (c < 0 || c > 9) {
                return NONE;
            }
        }
        int month = two(bytes, start + 5);
        int day = two(bytes, start + 8);
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return NONE;
        }
        int clock = (two(bytes, start + 11) * 60 + two(bytes, start + 14)) * 60 + two(bytes, start + 17);
        return days(two(bytes, start) * 100 + two(bytes, start + 2), month, day) * 86_400L + clock;
    }

    /** Nothing more, as in the audit log of Microsoft 365, or a Z, at once or after a fraction. */
    private static boolean isUtc(byte[] bytes, int at, int end) {
        return at == end || bytes[end - 1] == 'Z' && (at == end - 1 || bytes[at] == '.');
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
    }

    /** Days since 1970 of the civil calendar, counted in years that begin with March. */
    private static long days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int shifted = (month + 9) % 12;
        int dayOfYear = (153 * shifted + 2) / 5 + day - 1;
        return 365L * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + dayOfYear - 719_468;
    }

    private static long slow(byte[] bytes, int start, int end) {
        Optional<Instant> time = parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        return time.isPresent() ? time.get().getEpochSecond() : NONE;
    }

    /** The instant that the text names; without an offset it is UTC. Empty when it names none. */
    public static Optional<Instant> parse(String text) {
        long second = usual(text);
        return second == NONE ? general(text) : Optional.of(Instant.ofEpochSecond(second));
    }

    /** The second that a text like {@code 2026-08-01T03:12:00Z} names, which nearly all are; {@link #NONE} of any other. */
    private static long usual(String text) {
        if (text.length() != USUAL.length()) {
            return NONE;
        }
        for (int i = 0; i < USUAL.length(); i++) {
            char c = text.charAt(i);
            if (USUAL.charAt(i) == '0' ? c < '0' || c > '9' : c != USUAL.charAt(i)) {
                return NONE;
            }
        }
        int month = two(text, 5);
        int day = two(text, 8);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        boolean isEasy = month >= 1
                && month <= 12
                && day >= 1
                && day <= SHORTEST_MONTH
                && hour < 24
                && minute < 60
                && second < 60;
        return isEasy
                ? days(two(text, 0) * 100 + two(text, 2), month, day) * 86_400L + (hour * 60 + minute) * 60 + second
                : NONE;
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static Optional<Instant> general(String text) {
        String iso = text.replace(' ', 'T');
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException withoutOffset) {
            return local(iso);
        }
    }

    private static Optional<Instant> local(String iso) {
        try {
            return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
