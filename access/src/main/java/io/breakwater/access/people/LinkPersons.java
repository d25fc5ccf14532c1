package io.breakwater.access.people;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.HouseFact.PersonsLinked;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;

/**
 * Records that two persons are one human being: from now on neither decides for the other, for approvals under way too.
 * There is no way back, since a link that could be undone would be undone before an approval.
 *
 * <p>Fails with {@code NOT_ALLOWED} for anybody but an administrator, {@code NOT_FOUND}, and {@code MALFORMED_REQUEST} for
 * a person linked to itself.
 */
public final class LinkPersons {
    private final Journal journal;

    public LinkPersons(Journal journal) {
        this.journal = journal;
    }

    /** Makes {@code alias}, and everybody who is the same human as it, the same human as {@code person}. */
    public Person link(Caller caller, PersonId person, PersonId alias) {
        if (person.equals(alias)) {
            throw new BreakwaterException(Code.MALFORMED_REQUEST, "a person is no alias of itself");
        }
        return journal.transact(tx -> link(tx, caller, person, alias)).value();
    }

    private static Person link(Transaction tx, Caller caller, PersonId id, PersonId aliasId) {
        DirectoryChange change = DirectoryChange.by(tx, caller);
        Person person = change.person(id).value();
        Person alias = change.person(aliasId).value();
        if (person.sameHumanAs(alias)) {
            return person;
        }
        tx.append(caller.actor(), new PersonsLinked(id, aliasId, caller.person()));
        for (Person other : Directory.everybody(tx)) {
            if (other.sameHumanAs(alias)) {
                Stored<Person> stored = change.person(other.id());
                tx.state().update(stored, asHuman(stored.value(), person.human()));
            }
        }
        return person;
    }

    private static Person asHuman(Person person, String human) {
        return new Person(person.id(), person.displayName(), person.functions(), human, person.active());
    }
}
