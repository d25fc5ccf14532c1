package io.breakwater.response.finding;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Finding;
import io.breakwater.model.Finding.Acceptance;
import io.breakwater.model.FindingFact;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingMove;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.Texts;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One finding as one person may change it, within one transaction. Its incident, if any, is locked first, then it. */
final class FindingFile {
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9#/_.-]{0,63}");

    private final Transaction tx;
    private final Caller caller;
    private final Person person;
    private final Stored<Finding> stored;

    private FindingFile(Transaction tx, Caller caller, Person person, Stored<Finding> stored) {
        this.tx = tx;
        this.caller = caller;
        this.person = person;
        this.stored = stored;
    }

    /**
     * Opens the file for one act.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED} whether or not there is such a finding; {@code NOT_FOUND}
     */
    static FindingFile open(Transaction tx, Caller caller, FindingAct act, FindingId id) {
        return open(tx, caller, act, id, Optional.empty());
    }

    /**
     * Opens the file to move the finding to that incident, which is locked with the one it leaves, in the order of names.
     *
     * @throws BreakwaterException as above; {@code NOT_FOUND} when there is no such incident either
     */
    static FindingFile openToMove(Transaction tx, Caller caller, FindingId id, IncidentId to) {
        return open(tx, caller, FindingAct.ANSWER, id, Optional.of(to));
    }

    private static FindingFile open(
            Transaction tx, Caller caller, FindingAct act, FindingId id, Optional<IncidentId> other) {
        Person person = person(tx, caller.person())
                .filter(act::allows)
                .orElseThrow(
                        () -> new BreakwaterException(Code.NOT_ALLOWED, caller.person() + " may not " + act.words()));
        Finding found = tx.state()
                .find(Finding.class, id.value())
                .map(Stored::value)
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no finding " + id));
        Stream.concat(found.incident().stream(), other.stream())
                .distinct()
                .sorted(Comparator.comparing(IncidentId::value))
                .forEach(incident -> lock(tx, incident));
        Stored<Finding> locked = tx.state().lock(Finding.class, id.value()).orElseThrow();
        if (!locked.value().incident().equals(found.incident())) {
            throw new BreakwaterException(Code.CONFLICT, id + " was moved to another incident meanwhile; try again");
        }
        return new FindingFile(tx, caller, person, locked);
    }

    private static void lock(Transaction tx, IncidentId incident) {
        if (tx.state().lock(Incident.class, incident.value()).isEmpty()) {
            throw new BreakwaterException(Code.NOT_FOUND, "there is no incident " + incident);
        }
    }

    private static Optional<Person> person(Transaction tx, PersonId id) {
        return tx.state().find(Person.class, id.value()).map(Stored::value);
    }

    /** Refuses what is answered for good. An accepted finding may still be explained or put right. */
    FindingFile requireUnanswered() {
        FindingStatus status = finding().status();
        if (status == FindingStatus.EXPLAINED || status == FindingStatus.REMEDIATED) {
            throw new BreakwaterException(
                    Code.WRONG_STATE, finding().id() + " is " + status + " already; nothing is left to answer");
        }
        return this;
    }

    /** Refuses whoever is, under whatever name, the human who asked; and who cannot be looked up is not another. */
    void requireAnotherHumanThan(PersonId asked) {
        boolean another =
                person(tx, asked).filter(other -> !other.sameHumanAs(person)).isPresent();
        if (!another) {
            throw new BreakwaterException(
                    Code.APPROVAL_NOT_YOURS,
                    "another human than " + asked + ", who asked for it, has to accept "
                            + finding().id());
        }
    }

    Finding finding() {
        return stored.value();
    }

    Optional<IncidentId> incident() {
        return finding().incident();
    }

    PersonId caller() {
        return caller.person();
    }

    ContentRef keep(String what, String text) {
        return tx.keep(Texts.clean(what, text, Texts.MAX_TEXT));
    }

    static Optional<String> ticket(Optional<String> reference) {
        reference.filter(name -> !TICKET.matcher(name).matches()).ifPresent(name -> {
            throw new BreakwaterException(
                    Code.MALFORMED_NAME,
                    "not the name of a ticket: " + Texts.quoted(name) + " (must match " + TICKET + ")");
        });
        return reference;
    }

    /** Counts it with another incident from now on. */
    Finding move(IncidentId to, String reason) {
        if (incident().filter(to::equals).isPresent()) {
            throw new BreakwaterException(Code.WRONG_STATE, finding().id() + " belongs to " + to + " already");
        }
        FindingMove move = FindingMove.said(finding(), to, keep("the reason", reason), caller());
        tx.append(caller.actor(), move.away());
        tx.append(caller.actor(), move.here());
        return tx.state().update(stored, move.moved()).value();
    }

    Finding save(FindingFact fact, FindingStatus status, Optional<Acceptance> acceptance) {
        tx.append(caller.actor(), fact);
        return tx.state().update(stored, finding().with(status, acceptance)).value();
    }
}
