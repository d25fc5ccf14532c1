package io.breakwater.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A journal that tells its heir of every transaction and of every look at documents, and does what another one does. */
public abstract class WatchedJournal extends ForwardingJournal {
    protected WatchedJournal(Journal journal) {
        super(journal);
    }

    /** A transaction begins. */
    protected void begins() {}

    /** Documents of this kind are about to be looked at, one or many; what is thrown here is what comes of it. */
    protected void looks(Class<?> kind) {}

    /** One document was looked at by its name, whether it is there or not. */
    protected void read(Class<?> kind, String id) {}

    /** These documents were listed. */
    protected void listed(Class<?> kind, List<String> ids) {}

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        return super.transact(watched(work));
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return super.read(watched(work));
    }

    private <T> Function<Transaction, T> watched(Function<Transaction, T> work) {
        return tx -> {
            begins();
            return work.apply(new Watched(tx));
        };
    }

    private final class Watched extends ForwardingTransaction implements StateStore {
        private final StateStore state;

        Watched(Transaction tx) {
            super(tx);
            this.state = tx.state();
        }

        @Override
        public StateStore state() {
            return this;
        }

        @Override
        public <T> Optional<Stored<T>> find(Class<T> kind, String id) {
            looks(kind);
            WatchedJournal.this.read(kind, id);
            return state.find(kind, id);
        }

        @Override
        public <T> Optional<Stored<T>> lock(Class<T> kind, String id) {
            looks(kind);
            WatchedJournal.this.read(kind, id);
            return state.lock(kind, id);
        }

        @Override
        public <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit) {
            looks(kind);
            List<Stored<T>> found = state.list(kind, matching, afterId, limit);
            listed(kind, found.stream().map(Stored::id).toList());
            return found;
        }

        @Override
        public long count(Class<?> kind, Map<String, Object> matching) {
            looks(kind);
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
