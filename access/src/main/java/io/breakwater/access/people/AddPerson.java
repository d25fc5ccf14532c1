package io.breakwater.access.people;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.HouseFact.PersonAdded;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.Texts;
import java.util.Set;

/**
 * Lets a person act from now on.
 *
 * <p>Fails with {@code NOT_ALLOWED} for anybody but an administrator, and for one who would name an approver while his
 * own access waits for approval; {@code CONFLICT} when the name is taken or reads like another's; {@code MALFORMED_TEXT}
 * for a display name nobody should have to read.
 */
public final class AddPerson {
    /** Longest display name, in UTF-16 units. */
    public static final int MAX_DISPLAY_NAME = 100;

    private final Journal journal;
    private final LookAlikes lookAlikes = new LookAlikes();

    public AddPerson(Journal journal) {
        this.journal = journal;
    }

    /** Adds a person, at the word of an administrator. */
    public Person add(Caller caller, PersonId id, String displayName, Set<Function> functions) {
        String clean = cleanName(displayName);
        return journal.transact(tx -> {
                    DirectoryChange.by(tx, caller).requireNoInterestIn(functions);
                    return insert(tx, caller.actor(), caller.person(), id, clean, functions);
                })
                .value();
    }

    /**
     * Adds the first person, who may then add others.
     *
     * @throws BreakwaterException {@code WRONG_STATE} when there is anybody already
     */
    public Person addFirst(PersonId id, String displayName) {
        String clean = cleanName(displayName);
        return journal.transact(tx -> {
                    DirectoryChange.lock(tx);
                    if (!Directory.everybody(tx).isEmpty()) {
                        throw new BreakwaterException(
                                Code.WRONG_STATE, "there are people already; an administrator adds more");
                    }
                    return insert(tx, Actor.system("founding"), id, id, clean, Set.of(Function.ADMINISTRATOR));
                })
                .value();
    }

    private Person insert(
            Transaction tx, Actor actor, PersonId by, PersonId id, String displayName, Set<Function> functions) {
        requireUnmistakable(tx, id, displayName);
        Person person = new Person(id, displayName, Set.copyOf(functions), id.value(), true);
        tx.append(actor, new PersonAdded(id, person.functions(), by));
        tx.state().insert(id.value(), person);
        return person;
    }

    private void requireUnmistakable(Transaction tx, PersonId id, String displayName) {
        for (Person other : Directory.everybody(tx)) {
            if (other.id().equals(id)) {
                throw new BreakwaterException(Code.CONFLICT, "there is a person called " + id + " already");
            }
            if (readsLike(id.value(), other) || readsLike(displayName, other)) {
                throw new BreakwaterException(
                        Code.CONFLICT,
                        "the name reads like that of " + other.id() + "; choose one that nobody can mistake");
            }
        }
    }

    private boolean readsLike(String name, Person other) {
        return lookAlikes.alike(name, other.id().value()) || lookAlikes.alike(name, other.displayName());
    }

    private static String cleanName(String displayName) {
        String clean = Texts.clean("the display name", displayName, MAX_DISPLAY_NAME);
        if (clean.indexOf('\n') >= 0 || clean.indexOf('\t') >= 0) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, "the display name is one line, without tabs");
        }
        return clean;
    }
}
