package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.Person;
import java.util.Collections;
import java.util.Set;

/**
 * Orders access to end, or takes back a request that is not open yet. The end itself is proven by {@link ProveRevocation},
 * at once and by the clock, and needs no permission of today's policy.
 *
 * <p>The requester may, under any name, and whoever commands, approves or administers. Fails with {@code NOT_FOUND} for
 * who may not see the grant, {@code NOT_ALLOWED}, and {@code WRONG_STATE} while it is being opened and for a grant that
 * was denied or withdrawn. Ordering once more changes nothing.
 */
public final class EndGrant {
    private static final Set<Function> MAY_ORDER = Set.of(
            Function.COMMANDER, Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER, Function.ADMINISTRATOR);

    private final Journal journal;

    public EndGrant(Journal journal) {
        this.journal = journal;
    }

    /** Orders the end; {@link ProveRevocation} comes next. */
    public Grant end(Caller caller, GrantId id) {
        return journal.transact(tx -> end(tx, caller, id)).value();
    }

    private static Grant end(Transaction tx, Caller caller, GrantId id) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Grant grant = record.grant();
        Person person = Directory.requireActive(tx, caller);
        boolean own = Grants.requireVisible(tx, person, grant).sameHumanAs(person);
        if (!own && Collections.disjoint(MAY_ORDER, person.functions())) {
            throw new BreakwaterException(
                    Code.NOT_ALLOWED, "access of others is ended by who commands, approves or administers");
        }
        switch (grant.state()) {
            case ENDING, ENDED, REVIEWED -> {}
            case ACTIVE ->
                record.append(
                        caller.actor(),
                        new GrantEnding(
                                grant.terms().incident(),
                                id,
                                own ? EndReason.RETURNED : EndReason.ORDERED,
                                caller.actor().name()));
            case REQUESTED, APPROVED, BYPASSED ->
                record.append(
                        caller.actor(),
                        new GrantWithdrawn(
                                grant.terms().incident(), id, own ? "taken back" : "ordered by " + person.id()));
            default -> throw new BreakwaterException(Code.WRONG_STATE, refusal(grant));
        }
        return record.grant();
    }

    private static String refusal(Grant grant) {
        return grant.state() == GrantState.INTENDED
                ? grant.id() + " is being opened at this moment; end it when it is open"
                : grant.id() + " is " + grant.state() + "; nothing is open";
    }
}
