package io.breakwater.access.grant;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.ForwardingTransaction;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A journal whose look-ups of one kind fail, and that works otherwise. */
final class FailingJournal extends ForwardingJournal {
    private final Class<?> failing;

    FailingJournal(Journal journal, Class<?> failing) {
        super(journal);
        this.failing = failing;
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        return super.transact(tx -> work.apply(new Failing(tx, failing)));
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return super.read(tx -> work.apply(new Failing(tx, failing)));
    }

    private static final class Failing extends ForwardingTransaction implements StateStore {
        private final StateStore state;
        private final Class<?> failing;

        Failing(Transaction tx, Class<?> failing) {
            super(tx);
            this.state = tx.state();
            this.failing = failing;
        }

        @Override
        public StateStore state() {
            return this;
        }

        @Override
        public <T> Optional<Stored<T>> find(Class<T> kind, String id) {
            requireWorking(kind);
            return state.find(kind, id);
        }

        @Override
        public <T> Optional<Stored<T>> lock(Class<T> kind, String id) {
            requireWorking(kind);
            return state.lock(kind, id);
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

        @Override
        public <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit) {
            requireWorking(kind);
            return state.list(kind, matching, afterId, limit);
        }

        @Override
        public long count(Class<?> kind, Map<String, Object> matching) {
            requireWorking(kind);
            return state.count(kind, matching);
        }

        private void requireWorking(Class<?> kind) {
            if (kind.equals(failing)) {
                throw new BreakwaterException(Code.INTERNAL, "the look-up of " + kind.getSimpleName() + " failed");
            }
        }
    }
}
