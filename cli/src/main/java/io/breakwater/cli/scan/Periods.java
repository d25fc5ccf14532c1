package io.breakwater.cli.scan;

import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.cover.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** {@code FROM..TO} as people type it: days or times in UTC, either end left out at will. */
public final class Periods {
    private static final String NEXT =
            "Write it like 2026-07-01..2026-07-31 or 2026-07-01T03:00:00Z..2026-07-01T05:00:00Z.";

    private Periods() {}

    /** The period; the day it ends with is part of it. */
    public static Window of(String option, String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw Failure.usage(option + " is not a period: " + text, NEXT);
        }
        Window window =
                new Window(end(option, text.substring(0, dots), false), end(option, text.substring(dots + 2), true));
        boolean backwards = window.from()
                .flatMap(from -> window.to().filter(to -> to.isBefore(from)))
                .isPresent();
        if (backwards || window.equals(Window.ALWAYS)) {
            throw Failure.usage(option + (backwards ? " ends before it begins: " : " is empty: ") + text, NEXT);
        }
        return window;
    }

    private static Optional<Instant> end(String option, String text, boolean wholeDay) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            if (text.strip().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                LocalDate day = LocalDate.parse(text.strip());
                Instant begin = (wholeDay ? day.plusDays(1) : day)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
                return Optional.of(wholeDay ? begin.minusNanos(1) : begin);
            }
            return Optional.of(Instant.parse(text.strip()));
        } catch (DateTimeException wrong) {
            throw Failure.usage(option + " has an end that is no time: " + text, NEXT);
        }
    }
}
