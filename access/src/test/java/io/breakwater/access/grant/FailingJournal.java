package io.breakwater.access.grant;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A journal whose look-ups of one kind fail, and that works otherwise. */
record FailingJournal(Journal journal, Class<?> failing) implements Journal {
    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        return journal.transact(tx -> work.apply(new Failing(tx, failing)));
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return journal.read(tx -> work.apply(new Failing(tx, failing)));
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

    private record Failing(Transaction tx, Class<?> failing) implements Transaction, StateStore {
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
            return this;
        }

        @Override
        public <T> Optional<Stored<T>> find(Class<T> kind, String id) {
            requireWorking(kind);
            return tx.state().find(kind, id);
        }

        @Override
        public <T> Optional<Stored<T>> lock(Class<T> kind, String id) {
            requireWorking(kind);
            return tx.state().lock(kind, id);
        }

        @Override
        public <T> Stored<T> insert(String id, T value) {
            return tx.state().insert(id, value);
        }

        @Override
        public <T> Stored<T> update(Stored<T> before, T value) {
            return tx.state().update(before, value);
        }

        @Override
        public void delete(Class<?> kind, String id) {
            tx.state().delete(kind, id);
        }

        @Override
        public <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit) {
            requireWorking(kind);
            return tx.state().list(kind, matching, afterId, limit);
        }

        @Override
        public long count(Class<?> kind, Map<String, Object> matching) {
            requireWorking(kind);
            return tx.state().count(kind, matching);
        }

        private void requireWorking(Class<?> kind) {
            if (kind.equals(failing)) {
                throw new BreakwaterException(Code.INTERNAL, "the look-up of " + kind.getSimpleName() + " failed");
            }
        }
    }
}
