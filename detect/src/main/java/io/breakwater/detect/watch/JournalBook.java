package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.watch.LiveBook.Held;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingLink.By;
import io.breakwater.model.GrantId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The grants and incidents on the record at one moment: as cover, and to find the incident an event belongs to. Immutable.
 */
final class JournalBook {
    private final CoverBook book;
    private final Map<String, Held> grants;
    private final List<Incident> incidents;
    private final Map<IncidentId, Asked> asked = new HashMap<>();

    JournalBook(CoverBook book, Map<String, Held> grants, Collection<Incident> incidents) {
        this.book = book;
        this.grants = Map.copyOf(grants);
        this.incidents = incidents.stream()
                .sorted(Comparator.comparing(Incident::declaredAt).reversed())
                .toList();
        grants.values()
                .forEach(held -> asked.computeIfAbsent(
                                held.incident(), none -> new Asked(new HashSet<>(), new HashSet<>()))
                        .add(held));
    }

    /** Who asked for access in an incident, and to which accounts. */
    private record Asked(Set<String> names, Set<String> accounts) {
        void add(Held held) {
            held.names().forEach(name -> names.add(folded(name)));
            held.accounts().forEach(account -> accounts.add(folded(account)));
        }
    }

    /** By what something that was found can be told to belong to an incident. */
    record Signs(
            Optional<GrantId> grant, Optional<String> covering, Instant time, String account, List<String> actors) {}

    /** The incident something belongs to, and why. */
    record Place(IncidentId incident, FindingLink link) {}

    CoverBook book() {
        return book;
    }

    /** The grant of that name, if there is one. */
    Optional<GrantId> grant(String name) {
        return Optional.ofNullable(grants.get(name)).map(Held::id);
    }

    /**
     * The incident of the grant; else the one that was found to cover it; else, of those that were open then, the one in
     * which who acted had asked for access, or access to the account was asked for; else the one declared last.
     */
    Optional<Place> place(Signs signs) {
        return signs.grant()
                .flatMap(id -> Optional.ofNullable(grants.get(id.value())))
                .map(held -> new Place(held.incident(), new FindingLink(By.GRANT, List.of())))
                .or(() -> covering(signs))
                .or(() -> open(signs));
    }

    private Optional<Place> covering(Signs signs) {
        return incidents.stream()
                .map(Incident::id)
                .filter(id -> signs.covering().filter(id.value()::equals).isPresent())
                .findFirst()
                .map(id -> new Place(id, new FindingLink(By.COVER, List.of())));
    }

    private Optional<Place> open(Signs signs) {
        List<IncidentId> open = incidents.stream()
                .filter(incident -> isOpenAt(incident, signs.time()))
                .map(Incident::id)
                .toList();
        Optional<By> best = open.stream().map(id -> by(id, signs)).min(Comparator.naturalOrder());
        List<IncidentId> equal = best.map(
                        by -> open.stream().filter(id -> by(id, signs) == by).toList())
                .orElse(List.of());
        return equal.stream()
                .findFirst()
                .map(id -> new Place(id, new FindingLink(best.orElseThrow(), equal.subList(1, equal.size()))));
    }

    private By by(IncidentId id, Signs signs) {
        Optional<Asked> known = Optional.ofNullable(asked.get(id));
        if (known.filter(it -> signs.actors().stream().map(JournalBook::folded).anyMatch(it.names()::contains))
                .isPresent()) {
            return By.ACTOR;
        }
        return known.filter(it -> it.accounts().contains(folded(signs.account())))
                        .isPresent()
                ? By.ACCOUNT
                : By.TIME;
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isOpenAt(Incident incident, Instant time) {
        return !time.isBefore(incident.declaredAt())
                && incident.closedAt().filter(time::isAfter).isEmpty();
    }
}
