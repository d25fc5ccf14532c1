package io.breakwater.access.people;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Caller;
import io.breakwater.model.Function;
import io.breakwater.model.HouseFact.PersonDeactivated;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;

/**
 * Takes from a person all power to act. Approvals the person gave stop counting for access not yet open, and access the
 * person has is ended by the next tick of the clock.
 *
 * <p>Fails with {@code NOT_ALLOWED} for anybody but an administrator, {@code NOT_FOUND}, and {@code CONFLICT} for the last
 * administrator. Once more changes nothing.
 */
public final class DeactivatePerson {
    private final Journal journal;

    public DeactivatePerson(Journal journal) {
        this.journal = journal;
    }

    /** Deactivates the person. */
    public Person deactivate(Caller caller, PersonId id) {
        return journal.transact(tx -> deactivate(tx, caller, id)).value();
    }

    private static Person deactivate(Transaction tx, Caller caller, PersonId id) {
        DirectoryChange change = DirectoryChange.by(tx, caller);
        Stored<Person> stored = change.person(id);
        Person person = stored.value();
        if (!person.active()) {
            return person;
        }
        if (person.functions().contains(Function.ADMINISTRATOR)) {
            change.requireAdministratorBeside(id);
        }
        tx.append(caller.actor(), new PersonDeactivated(id, caller.person()));
        Person inactive = new Person(id, person.displayName(), person.functions(), person.human(), false);
        return tx.state().update(stored, inactive).value();
    }
}
