package io.breakwater.response.debt;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The public and bank holidays of a country or a part of it, by its name: {@code de}, {@code de-be}, {@code target}.
 * Days that are only observed, on which people work, are none.
 */
final class CountryHolidays {
    private final String name;
    private final HolidayManager country;
    private final String[] parts;
    private final Map<Year, Set<LocalDate>> known = new ConcurrentHashMap<>();

    private CountryHolidays(String name, HolidayManager country, List<String> parts) {
        this.name = name;
        this.country = country;
        this.parts = parts.toArray(String[]::new);
    }

    /**
     * The holidays of that name.
     *
     * @throws DateTimeException when there is no such country or part of it, with what was probably meant
     */
    static CountryHolidays of(String name) {
        List<String> parts = Arrays.asList(name.split("-", -1));
        Set<String> countries = HolidayManager.getSupportedCalendarCodes().stream()
                .map(code -> code.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        requireOneOf(parts.get(0), countries, "country", "; write its code of ISO 3166 in lower case");
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts.get(0)));
        List<String> within = parts.subList(1, parts.size());
        Map<String, CalendarHierarchy> inside = manager.getCalendarHierarchy().getChildren();
        String whole = parts.get(0);
        for (String part : within) {
            Set<String> known = new TreeSet<>(inside.keySet());
            requireOneOf(part, known, "part of " + whole, Suggestion.sentence(part, known));
            inside = Optional.ofNullable(inside.get(part))
                    .map(CalendarHierarchy::getChildren)
                    .orElse(Map.of());
            whole = part;
        }
        return new CountryHolidays(name, manager, within);
    }

    private static void requireOneOf(String name, Set<String> known, String what, String otherwise) {
        if (!known.contains(name)) {
            String meant = Suggestion.of(name, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(otherwise);
            throw new DateTimeException("no holidays are known of a " + what + " " + Texts.quoted(name) + meant);
        }
    }

    boolean on(LocalDate day) {
        return known.computeIfAbsent(Year.from(day), this::of).contains(day);
    }

    private Set<LocalDate> of(Year year) {
        return country.getHolidays(year, parts).stream()
                .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                .map(Holiday::getDate)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountryHolidays holidays && holidays.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
