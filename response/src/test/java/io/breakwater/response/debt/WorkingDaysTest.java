package io.breakwater.response.debt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R88: deadlines in working days, in the place whose days they are")
class WorkingDaysTest {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private static WorkingDays in(String zone, String country) {
        return new WorkingDays(ZoneId.of(zone), WEEKEND, Optional.of(CountryHolidays.of(country)), Set.of());
    }

    private static Instant at(String zone, String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        // Easter moves; Good Friday and Easter Monday are off in Germany.
        "Europe/Berlin, de,    2026-04-02T10:00, 1, 2026-04-07T10:00",
        // The women's day of 8 March is a holiday in Berlin only; in 2027 it is a Monday.
        "Europe/Berlin, de-be, 2027-03-05T10:00, 1, 2027-03-09T10:00",
        "Europe/Berlin, de,    2027-03-05T10:00, 1, 2027-03-08T10:00",
        // Corpus Christi is off in Bavaria, a working day in Hamburg.
        "Europe/Berlin, de-by, 2026-06-03T10:00, 1, 2026-06-05T10:00",
        "Europe/Berlin, de-hh, 2026-06-03T10:00, 1, 2026-06-04T10:00",
        // Christmas of 2026: Friday, and Boxing Day moved to Monday in England, not in France.
        "Europe/London, gb-eng, 2026-12-24T10:00, 1, 2026-12-29T10:00",
        "Europe/Paris,  fr,     2026-12-24T10:00, 1, 2026-12-28T10:00",
        // Independence Day of 2026 is a Saturday: observed on Friday.
        "America/New_York, us,  2026-07-02T10:00, 1, 2026-07-06T10:00",
        // Christmas Eve is observed in Austria, and worked on.
        "Europe/Vienna, at,     2026-12-23T10:00, 1, 2026-12-24T10:00",
        // Over the year's end.
        "Europe/Berlin, de,     2026-12-31T23:30, 1, 2027-01-04T23:30",
    })
    void holidays_areThoseOfTheCountryOrItsPart(String zone, String country, String start, int days, String end) {
        assertThat(in(zone, country).after(at(zone, start), days)).isEqualTo(at(zone, end));
    }

    @ParameterizedTest
    @CsvSource({
        "d3,        no holidays are known of a country \"d3\"; did you mean ",
        "de-bx,     no holidays are known of a part of de \"bx\"; did you mean ",
        "DE,        no holidays are known of a country \"DE\"; write its code of ISO 3166 in lower case",
        "'',        no holidays are known of a country \"\"",
        "de-,       no holidays are known of a part of de \"\"",
        "-de,       no holidays are known of a country \"\"",
        "de-by-xx,  no holidays are known of a part of by \"xx\"",
        "../etc,    no holidays are known of a country \"../etc\"",
        "targat,    no holidays are known of a country \"targat\"; did you mean target?",
    })
    void unknownPlace_isAnErrorWithWhatWasProbablyMeant(String name, String message) {
        assertThatThrownBy(() -> CountryHolidays.of(name))
                .isInstanceOf(DateTimeException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "de-by", "de-by-ag", "target", "gb-sct", "ch-zh", "us-ca", "fr", "ie", "jp"})
    void knownPlace_isKnown(String name) {
        assertThat(CountryHolidays.of(name))
                .isEqualTo(CountryHolidays.of(name))
                .hasSameHashCodeAs(CountryHolidays.of(name))
                .hasToString(name)
                .isNotEqualTo(CountryHolidays.of("va"));
    }

    @Test
    void listedDays_areOffBesideThoseOfTheCountry() {
        WorkingDays days = new WorkingDays(
                ZoneId.of("Europe/Berlin"),
                WEEKEND,
                Optional.of(CountryHolidays.of("de")),
                Set.of(LocalDate.parse("2026-04-07")));
        assertThat(days.after(at("Europe/Berlin", "2026-04-02T10:00"), 1))
                .isEqualTo(at("Europe/Berlin", "2026-04-08T10:00"));
    }

    @Test
    void fridayAndSaturday_canBeTheWeekend() {
        WorkingDays days = new WorkingDays(
                ZoneId.of("Asia/Riyadh"), EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), Optional.empty(), Set.of());
        assertThat(days.after(at("Asia/Riyadh", "2026-11-19T10:00"), 1))
                .isEqualTo(at("Asia/Riyadh", "2026-11-22T10:00"));
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks go forward on Sunday 2027-03-28 at 2, back on Sunday 2026-10-25 at 3; in New York on other days.
        "Europe/Berlin,    2027-03-26T10:00, 1, 2027-03-29T10:00",
        "Europe/Berlin,    2026-10-23T10:00, 1, 2026-10-26T10:00",
        "America/New_York, 2027-03-12T10:00, 1, 2027-03-15T10:00",
        "America/New_York, 2026-10-30T10:00, 1, 2026-11-02T10:00",
        // Half past two does not exist on the night in between: the days after have it all the same.
        "Europe/Berlin,    2027-03-26T02:30, 1, 2027-03-29T02:30",
        "Europe/Berlin,    2026-10-23T02:30, 2, 2026-10-27T02:30",
        "Asia/Kathmandu,   2026-11-20T23:59, 1, 2026-11-23T23:59",
    })
    void theTimeOfDay_staysTheSameWhateverTheClocksDo(String zone, String start, int days, String end) {
        WorkingDays plain = new WorkingDays(ZoneId.of(zone), WEEKEND, Optional.empty(), Set.of());
        assertThat(plain.after(at(zone, start), days)).isEqualTo(at(zone, end));
    }

    @Test
    void aTimeOfDayThatTheDeadlinesOwnDayDoesNotHave_isAsMuchLater() {
        // Working on Sundays: the deadline itself falls into the hour that is left out.
        WorkingDays everyDay = new WorkingDays(ZoneId.of("Europe/Berlin"), Set.of(), Optional.empty(), Set.of());
        assertThat(everyDay.after(at("Europe/Berlin", "2027-03-27T02:30"), 1))
                .isEqualTo(at("Europe/Berlin", "2027-03-28T03:30"));
        assertThat(everyDay.after(at("Europe/Berlin", "2027-03-27T02:30"), 2))
                .isEqualTo(at("Europe/Berlin", "2027-03-29T02:30"));
    }

    @Test
    void theDay_isThatOfThePlace_notOfTheServer() {
        // In Auckland it is Saturday already while it is Friday in UTC.
        Instant start = Instant.parse("2026-11-20T12:00:00Z");
        WorkingDays auckland = new WorkingDays(ZoneId.of("Pacific/Auckland"), WEEKEND, Optional.empty(), Set.of());
        WorkingDays utc = new WorkingDays(ZoneId.of("UTC"), WEEKEND, Optional.empty(), Set.of());
        assertThat(auckland.after(start, 1)).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(utc.after(start, 1)).isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
    }

    @Test
    void noDays_isTheStartItself() {
        Instant start = Instant.parse("2026-11-21T03:12:34.567891Z");
        assertThat(in("Europe/Berlin", "de").after(start, 0)).isEqualTo(start);
        // In the hour that comes twice, the second one stays the second one.
        Instant second = Instant.parse("2026-10-25T01:30:00Z");
        assertThat(in("Europe/Berlin", "de").after(second, 0)).isEqualTo(second);
    }

    @Test
    void microseconds_areKept() {
        assertThat(in("Europe/Berlin", "de").after(Instant.parse("2026-11-23T03:12:34.567891Z"), 1))
                .isEqualTo(Instant.parse("2026-11-24T03:12:34.567891Z"));
    }

    @Test
    void theServersOwnZoneAndLanguage_changeNothing() {
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        Instant start = at("Europe/Berlin", "2026-04-02T10:00");
        Instant expected = in("Europe/Berlin", "de").after(start, 3);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
            assertThat(in("Europe/Berlin", "de").after(start, 3)).isEqualTo(expected);
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(CountryHolidays.of("it").on(LocalDate.parse("2026-08-15")))
                    .isTrue();
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }
}
