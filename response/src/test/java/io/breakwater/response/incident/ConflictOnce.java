package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A journal whose first transaction loses against somebody else's. */
record ConflictOnce(Journal journal, int[] attempts) implements Journal {
    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        if (attempts[0]++ == 0) {
            throw new BreakwaterException(Code.CONFLICT, "there is one already");
        }
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
