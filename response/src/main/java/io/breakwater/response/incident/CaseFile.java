package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.Texts;
import java.util.Map;
import java.util.Optional;

/**
 * One incident as one person may change it, within one transaction. The incident is locked: two commands on one incident
 * are decided one after the other.
 */
final class CaseFile {
    private final Transaction tx;
    private final Caller caller;
    private Stored<Incident> stored;

    private CaseFile(Transaction tx, Caller caller, Stored<Incident> stored) {
        this.tx = tx;
        this.caller = caller;
        this.stored = stored;
    }

    /**
     * Opens the file for one act.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED} when the caller may not, whether or not there is such an incident;
     *     {@code NOT_FOUND} when the caller may read incidents and there is none of that name
     */
    static CaseFile open(Transaction tx, Caller caller, Act act, IncidentId incident) {
        Person person = requireReader(tx, caller);
        Stored<Incident> stored = tx.state()
                .lock(Incident.class, incident.value())
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no incident " + incident.value()));
        require(act, person, stored.value());
        return new CaseFile(tx, caller, stored);
    }

    /** Looks, before anything costly is done, whether the caller may; {@link #open} decides. */
    static void requireMay(Journal journal, Caller caller, Act act, IncidentId incident) {
        journal.read(tx -> {
            Person person = requireReader(tx, caller);
            Stored<Incident> stored = tx.state()
                    .find(Incident.class, incident.value())
                    .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no incident " + incident));
            require(act, person, stored.value());
            return person;
        });
    }

    /** The caller, who may read incidents; fresh from the directory. */
    static Person requireReader(Transaction tx, Caller caller) {
        Person person = person(tx, caller.person()).orElseThrow(() -> refusal(Act.READ, caller.person()));
        if (!Act.READ.allows(person, Map.of())) {
            throw refusal(Act.READ, caller.person());
        }
        return person;
    }

    /** The caller, who may do what needs no incident. */
    static Person require(Transaction tx, Caller caller, Act act) {
        Person person = requireReader(tx, caller);
        if (!act.allows(person, Map.of())) {
            throw refusal(act, caller.person());
        }
        return person;
    }

    static Optional<Person> person(Transaction tx, PersonId id) {
        return tx.state().find(Person.class, id.value()).map(Stored::value);
    }

    private static void require(Act act, Person person, Incident incident) {
        if (!act.allows(person, incident.roles())) {
            throw refusal(act, person.id());
        }
    }

    private static BreakwaterException refusal(Act act, PersonId person) {
        return new BreakwaterException(Code.NOT_ALLOWED, person + " may not " + act.words());
    }

    Incident incident() {
        return stored.value();
    }

    PersonId caller() {
        return caller.person();
    }

    /**
     * Refuses when the incident does not stand there.
     *
     * @throws BreakwaterException {@code WRONG_STATE}
     */
    CaseFile requireOpen(String what) {
        if (incident().status() != IncidentStatus.OPEN) {
            throw new BreakwaterException(
                    Code.WRONG_STATE,
                    incident().id() + " is " + incident().status() + "; open it again before you " + what);
        }
        return this;
    }

    FactId append(Fact fact) {
        return tx.append(caller.actor(), fact);
    }

    ContentRef keep(String what, String text) {
        return tx.keep(Texts.clean(what, text, Texts.MAX_TEXT));
    }

    Incident save(Incident changed) {
        stored = tx.state().update(stored, changed);
        return changed;
    }
}
