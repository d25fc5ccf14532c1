package io.breakwater.access.people;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people there are, as the state says now. */
public final class Directory {
    private final Journal journal;

    public Directory(Journal journal) {
        this.journal = journal;
    }

    /** One person with the document's version. */
    public Optional<Stored<Person>> person(PersonId id) {
        return journal.read(tx -> tx.state().find(Person.class, id.value()));
    }

    /** People in order of their names, after the given one ({@code ""} for the beginning). */
    public List<Stored<Person>> people(String after, int limit) {
        return journal.read(tx -> tx.state().list(Person.class, Map.of(), after, limit));
    }

    /** Whether nobody has been added yet. */
    public boolean isEmpty() {
        return journal.read(tx -> tx.state().count(Person.class, Map.of())) == 0;
    }

    /** One person, active or not. */
    public static Optional<Person> find(Transaction tx, PersonId id) {
        return tx.state().find(Person.class, id.value()).map(Stored::value);
    }

    /**
     * A person who may act.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED} when there is none of that name, or the person was deactivated
     */
    public static Person requireActive(Transaction tx, Caller caller) {
        return find(tx, caller.person())
                .filter(Person::active)
                .orElseThrow(() -> new BreakwaterException(
                        Code.NOT_ALLOWED, caller.person() + " may not act: there is no active person of that name"));
    }

    /**
     * A person who may change people and policy.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED}
     */
    public static Person requireAdministrator(Transaction tx, Caller caller) {
        Person person = requireActive(tx, caller);
        if (!person.functions().contains(Function.ADMINISTRATOR)) {
            throw new BreakwaterException(Code.NOT_ALLOWED, "only an administrator may do this");
        }
        return person;
    }

    /** Everybody, active or not. */
    public static List<Person> everybody(Transaction tx) {
        List<Person> all = new ArrayList<>();
        tx.state().each(Person.class, Map.of(), stored -> all.add(stored.value()));
        return all;
    }
}
