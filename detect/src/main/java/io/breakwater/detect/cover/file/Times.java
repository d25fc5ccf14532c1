package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.file.CoverFileOptions.DateOrder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as exports write them. What has two meanings is refused, with the option that says which is meant. */
final class Times {
    private static final Pattern EPOCH = Pattern.compile("[0-9]{10}|[0-9]{13}");
    private static final Pattern NUMERIC_DATE = Pattern.compile("([0-9]{1,2})([/.-])([0-9]{1,2})\\2([0-9]{2,4})(.*)");
    /** A narrow no-break space stands before AM and PM since newer locale data. */
    private static final Pattern SPACES = Pattern.compile("[\\u00a0\\u202f\\s]+");

    private static final List<DateTimeFormatter> FORMS = List.of(
            moment(),
            form("uuuu-MM-dd"),
            form("d/MMM/uuuu[ ][h:mm[:ss] a][HH:mm[:ss]]"),
            form("d/MMM/uu[ ][h:mm[:ss] a][HH:mm[:ss]]"),
            form("d MMM uuuu[,][ ][h:mm[:ss] a][HH:mm[:ss]]"),
            form("MMM d, uuuu[,][ ][h:mm[:ss] a][HH:mm[:ss]]"));
    private static final DateTimeFormatter TIME = form("[h:mm[:ss] a][H:mm[:ss]]");

    private final Optional<ZoneId> zone;
    private final Optional<DateOrder> order;

    Times(Optional<ZoneId> zone, Optional<DateOrder> order) {
        this.zone = zone;
        this.order = order;
    }

    /** As ISO 8601 has it, with what exports make of it: blanks, any fraction of a second, the offset in each of its forms. */
    private static DateTimeFormatter moment() {
        return strict(builder("uuuu-MM-dd[ ]['T']HH:mm[:ss]")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .appendPattern("[ ]")
                .optionalStart()
                .appendOffset("+HH:MM", "Z")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HHMM", "Z")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH", "Z")
                .optionalEnd());
    }

    private static DateTimeFormatter form(String pattern) {
        return strict(builder(pattern));
    }

    private static DateTimeFormatterBuilder builder(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
    }

    private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** The same, for times that a system always writes in one zone. */
    Times in(ZoneId known) {
        return new Times(Optional.of(known), order);
    }

    Instant instant(String written) throws Trouble {
        String text = SPACES.matcher(written.strip()).replaceAll(" ");
        if (EPOCH.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return text.length() == 10 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        }
        Optional<Instant> absolute = absolute(text);
        return absolute.isPresent() ? absolute.get() : zoned(written, local(written, text));
    }

    private static Optional<Instant> absolute(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
        } catch (DateTimeException notIso) {
            return Optional.empty();
        }
    }

    private Instant zoned(String written, TemporalAccessor local) throws Trouble {
        if (local.query(TemporalQueries.offset()) != null) {
            return Instant.from(local);
        }
        if (zone.isEmpty()) {
            throw new Trouble("the time " + quoted(written) + " says no zone; add --timezone, such as --timezone UTC");
        }
        LocalTime time = local.query(TemporalQueries.localTime());
        LocalDate date = LocalDate.from(local);
        return ZonedDateTime.of(LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time), zone.get())
                .toInstant();
    }

    private TemporalAccessor local(String written, String text) throws Trouble {
        var numeric = NUMERIC_DATE.matcher(text);
        if (numeric.matches()) {
            return numeric(written, numeric.group(1), numeric.group(3), numeric.group(4), numeric.group(5));
        }
        for (DateTimeFormatter form : FORMS) {
            try {
                return form.parse(text);
            } catch (DateTimeException another) {
                continue;
            }
        }
        throw notATime(written);
    }

    private LocalDateTime numeric(String written, String one, String two, String year, String rest) throws Trouble {
        boolean dayFirst = dayFirst(written, Integer.parseInt(one), Integer.parseInt(two));
        try {
            LocalDate date = LocalDate.of(
                    year.length() == 2 ? 2000 + Integer.parseInt(year) : Integer.parseInt(year),
                    Integer.parseInt(dayFirst ? two : one),
                    Integer.parseInt(dayFirst ? one : two));
            String time = rest.startsWith(",") ? rest.substring(1).strip() : rest.strip();
            return date.atTime(time.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.from(TIME.parse(time)));
        } catch (DateTimeException impossible) {
            throw notATime(written);
        }
    }

    /** A number above 12 tells in itself; but then every other date of the file would have to be believed to follow it. */
    private boolean dayFirst(String written, int one, int two) throws Trouble {
        if (order.isPresent()) {
            return order.get() == DateOrder.DMY;
        }
        if (one == two) {
            return true;
        }
        throw new Trouble("the date " + quoted(written)
                + " can be read day first or month first; add --date-order dmy or --date-order mdy");
    }

    private static Trouble notATime(String written) {
        return new Trouble(quoted(written) + " is not a time; write it like 2026-07-01T03:12:00Z");
    }

    private static String quoted(String text) {
        return io.breakwater.model.Texts.quoted(text);
    }

    /** A length of time: ISO 8601 ({@code PT8H}), or hours as a number. */
    static Duration duration(String written) throws Trouble {
        try {
            return written.matches("[0-9]{1,4}") ? Duration.ofHours(Long.parseLong(written)) : Duration.parse(written);
        } catch (DateTimeException notOne) {
            throw new Trouble(quoted(written) + " is no length of time; write it like PT8H");
        }
    }
}
