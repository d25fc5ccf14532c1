package io.breakwater.server.once;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.ForwardingTransaction;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Receipt;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The journal as the rooms see it: while a command runs on this thread, what the command has done so far is remembered
 * in the transaction that does it, and what the command demands is checked in its first transaction.
 */
public final class CommandJournal extends ForwardingJournal {
    private final ThreadLocal<Running> running = new ThreadLocal<>();

    public CommandJournal(Journal journal) {
        super(journal);
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
            return super.transact(work);
        }
        Committed<T> committed = super.transact(tx -> inCommand(command, tx, work));
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

    private static final class Listening extends ForwardingTransaction {
        private final Consumer<FactId> appended;

        Listening(Transaction tx, Consumer<FactId> appended) {
            super(tx);
            this.appended = appended;
        }

        @Override
        public FactId append(Actor actor, Fact fact) {
            FactId id = super.append(actor, fact);
            appended.accept(id);
            return id;
        }
    }
}
