package io.breakwater.response.debt;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Grant;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.List;
import java.util.Optional;

/** Who the words in a rule stand for, as of a transaction. What cannot be found out is said to be unknown. */
final class DebtParties {
    static final String REQUESTER = "requester";
    static final String COMMANDER = "commander";

    private static final String WHEN_UNKNOWN = "function:administrator";
    private static final String WITHOUT_COMMANDER = "function:commander";

    private final Transaction tx;
    private final Optional<IncidentId> incident;
    private final Optional<String> grant;

    DebtParties(Transaction tx, Optional<IncidentId> incident, Optional<String> grant) {
        this.tx = tx;
        this.incident = incident;
        this.grant = grant;
    }

    /** The key under which everything is found that the commander of an incident owes, whoever that is. */
    static String ownedByCommanderOf(IncidentId incident) {
        return COMMANDER + ":" + incident.value();
    }

    /** {@code requester} and {@code commander} as a party; anything else is one already. */
    String party(String word) {
        return switch (word) {
            case REQUESTER -> requester().map(DebtParties::person).orElse(WHEN_UNKNOWN);
            case COMMANDER -> commander().map(DebtParties::person).orElse(WITHOUT_COMMANDER);
            default -> word;
        };
    }

    Optional<PersonId> requester() {
        return grant.flatMap(id -> tx.state().find(Grant.class, id))
                .map(stored -> stored.value().terms().requester());
    }

    /** Whether the debt comes of a drill; what is not known to be one is none. */
    boolean drill() {
        return incidentNow().map(Incident::drill).orElse(false);
    }

    /** Whether both are known, and known to be different human beings. */
    boolean differentHumans(String one, String other) {
        Optional<Person> first = find(one);
        Optional<Person> second = find(other);
        return first.isPresent() && second.isPresent() && !first.get().sameHumanAs(second.get());
    }

    private Optional<Person> find(String person) {
        return tx.state().find(Person.class, person).map(Stored::value);
    }

    private Optional<PersonId> commander() {
        return incidentNow()
                .flatMap(found -> found.roles().getOrDefault(IncidentRole.COMMANDER, List.of()).stream()
                        .findFirst());
    }

    private Optional<Incident> incidentNow() {
        return incident.flatMap(id -> tx.state().find(Incident.class, id.value()))
                .map(Stored::value);
    }

    private static String person(PersonId person) {
        return "person:" + person;
    }
}
