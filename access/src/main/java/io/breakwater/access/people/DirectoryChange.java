package io.breakwater.access.people;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantState;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One change of the directory by an administrator, with what every such change has to keep. */
final class DirectoryChange {
    private static final Set<Function> DECIDING =
            Set.of(Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER, Function.COMMANDER);
    private static final int MANY = 10_000;

    private final Transaction tx;
    private final Person administrator;

    private DirectoryChange(Transaction tx, Person administrator) {
        this.tx = tx;
        this.administrator = administrator;
    }

    /**
     * Begins a change: others wait until the transaction ends.
     *
     * @throws BreakwaterException {@code NOT_ALLOWED} for anybody but an administrator
     */
    static DirectoryChange by(Transaction tx, Caller caller) {
        lock(tx);
        return new DirectoryChange(tx, Directory.requireAdministrator(tx, caller));
    }

    /** Makes other changes of the directory wait until the transaction ends. */
    static void lock(Transaction tx) {
        Optional<Stored<DirectoryEdition>> edition = tx.state().lock(DirectoryEdition.class, DirectoryEdition.ID);
        if (edition.isPresent()) {
            tx.state()
                    .update(
                            edition.get(),
                            new DirectoryEdition(edition.get().value().number() + 1));
        } else {
            tx.state().insert(DirectoryEdition.ID, new DirectoryEdition(1));
        }
    }

    Stored<Person> person(PersonId id) {
        return tx.state()
                .lock(Person.class, id.value())
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no person called " + id));
    }

    /** Refuses to leave the house without an administrator who may act. */
    void requireAdministratorBeside(PersonId leaving) {
        boolean another = Directory.everybody(tx).stream()
                .anyMatch(p ->
                        p.active() && !p.id().equals(leaving) && p.functions().contains(Function.ADMINISTRATOR));
        if (!another) {
            throw new BreakwaterException(
                    Code.CONFLICT, leaving + " is the last administrator; make another one before removing this one");
        }
    }

    /**
     * Refuses to let somebody whose own access waits for a decision, or for the approval afterwards, make the person who
     * decides it.
     */
    void requireNoInterestIn(Set<Function> gained) {
        if (!Collections.disjoint(gained, DECIDING) && ownAccessIsUndecided()) {
            throw new BreakwaterException(
                    Code.NOT_ALLOWED,
                    administrator.id() + " has access waiting for approval and may not name approvers meanwhile;"
                            + " another administrator can");
        }
    }

    private boolean ownAccessIsUndecided() {
        return Directory.everybody(tx).stream()
                .filter(administrator::sameHumanAs)
                .flatMap(alias -> grantsOf(alias).stream())
                .anyMatch(grant -> isUndecided(grant.value()));
    }

    private List<Stored<Grant>> grantsOf(Person person) {
        return tx.state()
                .list(Grant.class, Map.of("terms.requester", person.id().value()), "", MANY);
    }

    private static boolean isUndecided(Grant grant) {
        boolean reviewOwed =
                grant.reviewDueAt().isPresent() && grant.reviewedAt().isEmpty();
        return grant.state() == GrantState.REQUESTED || reviewOwed && grant.state() != GrantState.WITHDRAWN;
    }
}
