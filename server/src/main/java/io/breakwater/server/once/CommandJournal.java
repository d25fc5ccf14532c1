package io.breakwater.server.once;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Receipt;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The journal as the rooms see it: while a command runs on this thread, what the command has done so far is remembered
 * in the transaction that does it, and what the command demands is checked in its first transaction.
 */
public final class CommandJournal implements Journal {
    private final Journal journal;
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    public CommandJournal(Journal journal) {
        this.journal = journal;
    }

    /** What is done in the transactions of the running command. */
    interface Running {
        /** Runs first in every transaction; a precondition that fails throws. */
        void before(Transaction tx);

        /** Runs last in every transaction that put facts on the record. */
        void after(Transaction tx, List<FactId> facts);

        /** The facts are durable. */
        void committed(List<FactId> facts);
    }

    void during(Running command, Runnable work) {
        running.set(command);
        try {
            work.run();
        } finally {
            running.remove();
        }
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        Running command = running.get();
        if (command == null) {
            return journal.transact(work);
        }
        Committed<T> committed = journal.transact(tx -> inCommand(command, tx, work));
        command.committed(committed.receipts().stream().map(Receipt::fact).toList());
        return committed;
    }

    private static <T> T inCommand(Running command, Transaction tx, Function<Transaction, T> work) {
        List<FactId> facts = new ArrayList<>();
        command.before(tx);
        T value = work.apply(new Listening(tx, facts::add));
        if (!facts.isEmpty()) {
            command.after(tx, facts);
        }
        return value;
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

    private record Listening(Transaction tx, Consumer<FactId> appended) implements Transaction {
        @Override
        public Instant now() {
            return tx.now();
        }

        @Override
        public FactId append(Actor actor, Fact fact) {
            FactId id = tx.append(actor, fact);
            appended.accept(id);
            return id;
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
}
