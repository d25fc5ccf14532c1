package io.breakwater.access.people;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Caller;
import io.breakwater.model.Function;
import io.breakwater.model.HouseFact.PersonFunctionsChanged;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.HashSet;
import java.util.Set;

/**
 * Changes what a person is trusted to do. It counts from the next decision on, for approvals under way too.
 *
 * <p>Fails with {@code NOT_ALLOWED} for anybody but an administrator, and for one who would name an approver while his
 * own access waits for approval; {@code CONFLICT} when the last administrator would be gone; {@code NOT_FOUND}.
 */
public final class ChangeFunctions {
    private final Journal journal;

    public ChangeFunctions(Journal journal) {
        this.journal = journal;
    }

    /** Gives the person exactly these functions. The same functions again change nothing. */
    public Person change(Caller caller, PersonId id, Set<Function> functions) {
        return journal.transact(tx -> change(tx, caller, id, functions)).value();
    }

    private static Person change(Transaction tx, Caller caller, PersonId id, Set<Function> after) {
        DirectoryChange change = DirectoryChange.by(tx, caller);
        Stored<Person> stored = change.person(id);
        Person person = stored.value();
        Set<Function> before = person.functions();
        if (before.equals(after)) {
            return person;
        }
        Set<Function> gained = new HashSet<>(after);
        gained.removeAll(before);
        change.requireNoInterestIn(gained);
        if (before.contains(Function.ADMINISTRATOR) && !after.contains(Function.ADMINISTRATOR)) {
            change.requireAdministratorBeside(id);
        }
        Person changed = new Person(id, person.displayName(), Set.copyOf(after), person.human(), person.active());
        tx.append(caller.actor(), new PersonFunctionsChanged(id, before, changed.functions(), caller.person()));
        return tx.state().update(stored, changed).value();
    }
}
