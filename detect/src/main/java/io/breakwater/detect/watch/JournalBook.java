package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.watch.HeldGrants.Held;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingLink.By;
import io.breakwater.model.GrantId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The grants and incidents on the record at one moment: as cover, and to find the incident an event belongs to. Immutable.
 */
final class JournalBook {
    private final CoverBook book;
    private final HeldGrants front;
    private final HeldGrants back;
    private final List<Incident> incidents;

    /**
     * @param front grants that have changed, which stand for those of the same names in the back
     * @param incidents the latest first
     */
    JournalBook(CoverBook book, HeldGrants front, HeldGrants back, List<Incident> incidents) {
        this.book = book;
        this.front = front;
        this.back = back;
        this.incidents = List.copyOf(incidents);
    }

    private Optional<Held> held(String grant) {
        return front.find(grant).or(() -> back.find(grant));
    }

    /** By what something that was found can be told to belong to an incident. */
    record Signs(
            Optional<GrantId> grant, Optional<String> covering, Instant time, String account, List<String> actors) {
        static Signs of(LogEvent event, Optional<GrantId> grant, Optional<String> covering) {
            return new Signs(grant, covering, event.time(), event.account(), Traces.actors(event.principal()));
        }
    }

    /** The incident something belongs to, and why. */
    record Place(IncidentId incident, FindingLink link) {}

    CoverBook book() {
        return book;
    }

    /** The grant of that name, if there is one. */
    Optional<GrantId> grant(String name) {
        return held(name).map(Held::id);
    }

    /**
     * The incident of the grant; else the one that was found to cover it; else, of those that were open then, the one in
     * which who acted had asked for access, or access to the account was asked for; else the one declared last.
     */
    Optional<Place> place(Signs signs) {
        return signs.grant()
                .flatMap(id -> held(id.value()))
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
        if (front.asked(id, signs.actors()) || back.asked(id, signs.actors())) {
            return By.ACTOR;
        }
        boolean account = front.askedFor(id, signs.account()) || back.askedFor(id, signs.account());
        return account ? By.ACCOUNT : By.TIME;
    }

    private static boolean isOpenAt(Incident incident, Instant time) {
        return !time.isBefore(incident.declaredAt())
                && incident.closedAt().filter(time::isAfter).isEmpty();
    }
}
