package io.breakwater.response.debt;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/** A calendar that counts working days in one place: no weekends, no holidays of the country, no days listed besides. */
public final class WorkingDays {
    private final ZoneId zone;
    private final Set<DayOfWeek> weekend;
    private final Optional<CountryHolidays> country;
    private final Set<LocalDate> holidays;

    WorkingDays(ZoneId zone, Set<DayOfWeek> weekend, Optional<CountryHolidays> country, Set<LocalDate> holidays) {
        this.zone = zone;
        this.weekend = Set.copyOf(weekend);
        this.country = country;
        this.holidays = Set.copyOf(holidays);
    }

    /**
     * The same time of day, so many working days later. A start on a day off counts from that day. Where the clocks go
     * forward over that time of day, it is as much later; a day passed on the way there changes nothing.
     */
    Instant after(Instant start, long days) {
        ZonedDateTime at = start.atZone(zone);
        LocalDate day = at.toLocalDate();
        for (long left = days; left > 0; ) {
            day = day.plusDays(1);
            left -= works(day) ? 1 : 0;
        }
        return days == 0 ? start : day.atTime(at.toLocalTime()).atZone(zone).toInstant();
    }

    private boolean works(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek())
                && !holidays.contains(day)
                && country.filter(of -> of.on(day)).isEmpty();
    }
}
