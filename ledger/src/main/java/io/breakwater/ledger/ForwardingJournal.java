package io.breakwater.ledger;

import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A journal that hands everything to another one, for those that change one thing about it. */
public abstract class ForwardingJournal implements Journal {
    private final Journal journal;

    protected ForwardingJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        return journal.transact(work);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return journal.read(work);
    }

    @Override
    public Optional<Recorded> fact(FactId id) {
        return journal.fact(id);
    }

    @Override
    public List<Recorded> factsOf(IncidentId incident, long afterSequence, int limit) {
        return journal.factsOf(incident, afterSequence, limit);
    }

    @Override
    public List<Recorded> factsFrom(long fromPosition, int limit) {
        return journal.factsFrom(fromPosition, limit);
    }

    @Override
    public Optional<Content> content(ContentRef ref) {
        return journal.content(ref);
    }

    @Override
    public String awaitCovered(FactId fact, long timeoutMillis) {
        return journal.awaitCovered(fact, timeoutMillis);
    }
}
