package io.breakwater.access.grant;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantId;

/** One grant, locked in one transaction: a fact about it and what the fact makes of it are one act. */
final class OpenRecord {
    private final Transaction tx;
    private Stored<Grant> stored;

    private OpenRecord(Transaction tx, Stored<Grant> stored) {
        this.tx = tx;
        this.stored = stored;
    }

    static OpenRecord lock(Transaction tx, GrantId id) {
        return new OpenRecord(tx, tx.state().lock(Grant.class, id.value()).orElseThrow(() -> notFound(id)));
    }

    static OpenRecord begin(Transaction tx, Actor actor, GrantRequested fact) {
        Grant grant = GrantLife.begin(fact, tx.now());
        tx.append(actor, fact);
        return new OpenRecord(tx, tx.state().insert(grant.id().value(), grant));
    }

    static BreakwaterException notFound(GrantId id) {
        return new BreakwaterException(Code.NOT_FOUND, "there is no grant " + id + " that you may see");
    }

    Grant grant() {
        return stored.value();
    }

    /**
     * Puts the fact on the record and the grant where the fact leads.
     *
     * @throws BreakwaterException {@code WRONG_STATE} when it cannot follow; nothing is recorded then
     */
    void append(Actor actor, GrantFact fact) {
        Grant after = GrantLife.after(stored.value(), fact, tx.now());
        tx.append(actor, fact);
        if (!after.equals(stored.value())) {
            stored = tx.state().update(stored, after);
        }
    }
}
