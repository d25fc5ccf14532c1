package io.breakwater.response.debt;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.ForwardingTransaction;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A journal that remembers which documents were read through it. */
final class CountingJournal extends ForwardingJournal {
    private final Map<String, Set<String>> read = new HashMap<>();
    private final Set<String> listed = new HashSet<>();

    CountingJournal(Journal journal) {
        super(journal);
    }

    /** How many different documents of a kind were read. */
    int read(String kind) {
        return read.getOrDefault(kind, Set.of()).size();
    }

    /** The kinds that were listed. */
    Set<String> listed() {
        return listed;
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        return super.transact(tx -> work.apply(new Counting(tx)));
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return super.read(tx -> work.apply(new Counting(tx)));
    }

    private final class Counting extends ForwardingTransaction implements StateStore {
        private final StateStore state;

        Counting(Transaction tx) {
            super(tx);
            this.state = tx.state();
        }

        @Override
        public StateStore state() {
            return this;
        }

        @Override
        public <T> Optional<Stored<T>> find(Class<T> kind, String id) {
            note(kind, id);
            return state.find(kind, id);
        }

        @Override
        public <T> Optional<Stored<T>> lock(Class<T> kind, String id) {
            note(kind, id);
            return state.lock(kind, id);
        }

        @Override
        public <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit) {
            listed.add(kind.getSimpleName());
            List<Stored<T>> found = state.list(kind, matching, afterId, limit);
            found.forEach(stored -> note(kind, stored.id()));
            return found;
        }

        private void note(Class<?> kind, String id) {
            read.computeIfAbsent(kind.getSimpleName(), none -> new HashSet<>()).add(id);
        }

        @Override
        public long count(Class<?> kind, Map<String, Object> matching) {
            return state.count(kind, matching);
        }

        @Override
        public <T> Stored<T> insert(String id, T value) {
            return state.insert(id, value);
        }

        @Override
        public <T> Stored<T> update(Stored<T> before, T value) {
            return state.update(before, value);
        }

        @Override
        public void delete(Class<?> kind, String id) {
            state.delete(kind, id);
        }
    }
}
