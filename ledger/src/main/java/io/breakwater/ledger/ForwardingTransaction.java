package io.breakwater.ledger;

import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;

/** A transaction that hands everything to another one, for those that change one thing about it. */
public abstract class ForwardingTransaction implements Transaction {
    private final Transaction tx;

    protected ForwardingTransaction(Transaction tx) {
        this.tx = tx;
    }

    @Override
    public Instant now() {
        return tx.now();
    }

    @Override
    public FactId append(Actor actor, Fact fact) {
        return tx.append(actor, fact);
    }

    @Override
    public ContentRef keep(String text) {
        return tx.keep(text);
    }

    @Override
    public ContentRef keep(String mediaType, byte[] bytes) {
        return tx.keep(mediaType, bytes);
    }

    @Override
    public void erase(String digest) {
        tx.erase(digest);
    }

    @Override
    public long lastSequence(IncidentId incident) {
        return tx.lastSequence(incident);
    }

    @Override
    public StateStore state() {
        return tx.state();
    }
}
