package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.Values.Kind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a part of a date with a number. The date is ISO 8601 ({@code 2026-11-21T03:12:00Z}, or with a blank for the T);
 * its parts are taken as they are written, whatever the zone. Weeks are ISO weeks.
 */
public record TimeTest(Part part, Comparison comparison, int number) implements ValueTest {
    private static final int SECONDS_END = 19;

    /** A part of a date, and the numbers it can be. */
    public enum Part {
        MINUTE(ChronoField.MINUTE_OF_HOUR, 0, 59),
        HOUR(ChronoField.HOUR_OF_DAY, 0, 23),
        DAY(ChronoField.DAY_OF_MONTH, 1, 31),
        WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1, 53),
        MONTH(ChronoField.MONTH_OF_YEAR, 1, 12),
        YEAR(ChronoField.YEAR, 0, 9999);

        private final TemporalField field;
        private final int least;
        private final int most;

        Part(TemporalField field, int least, int most) {
            this.field = field;
            this.least = least;
            this.most = most;
        }

        /** By the name of the modifier: {@code hour}. */
        public static Optional<Part> named(String name) {
            for (Part part : values()) {
                if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return Optional.of(part);
                }
            }
            return Optional.empty();
        }

        /** Whether the part can be this number. */
        public boolean canBe(int number) {
            return number >= least && number <= most;
        }

        /** For error texts. */
        public String range() {
            return least + " to " + most;
        }
    }

    @Override
    public boolean holds(FieldValues values, int index) {
        if (values.kind(index) != Kind.TEXT || values.end(index) - values.start(index) < SECONDS_END) {
            return false;
        }
        try {
            String date = values.text(index).substring(0, SECONDS_END).replace(' ', 'T');
            return comparison.holds(Integer.compare(
                    LocalDateTime.parse(date, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                            .get(part.field),
                    number));
        } catch (DateTimeException | StringIndexOutOfBoundsException noDate) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "has a " + part.name().toLowerCase(Locale.ROOT) + " " + comparison.sign() + " " + number;
    }
}
