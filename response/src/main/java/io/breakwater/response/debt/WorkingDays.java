package io.breakwater.response.debt;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** A calendar that counts working days in one place: no weekends, no holidays. */
public record WorkingDays(ZoneId zone, Set<DayOfWeek> weekend, Set<LocalDate> holidays) {
    /** The same time of day, so many working days later. A start on a day off counts from that day. */
    Instant after(Instant start, long days) {
        ZonedDateTime at = start.atZone(zone);
        for (long left = days; left > 0; ) {
            at = at.plusDays(1);
            left -= works(at.toLocalDate()) ? 1 : 0;
        }
        return at.toInstant();
    }

    private boolean works(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }
}
