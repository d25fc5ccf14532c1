package io.breakwater.server.once;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs each command once, however often, however simultaneously and before and after whatever crash it is sent.
 *
 * <p>A command is claimed before it runs. Each of its transactions notes its facts in the claim. The answer is kept
 * beside the claim for a day. A repetition gets the kept answer; one that comes while the first still runs waits for it;
 * one that finds the claim of a server that is gone runs the command again if nothing was put on the record, and is told
 * which facts were if something was. An answer of 500 and above with nothing on the record is not kept, so that the
 * command can be tried again.
 *
 * <p>Each taking up of a command is an attempt with a number. What an attempt puts on the record, answers or gives up
 * counts only while the claim still bears its number: a command that ran so long that its claim was taken over is stopped
 * at its next transaction, and cannot overwrite what its successor does.
 */
public final class Once {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(90);
    private static final int SERVER_ERROR = 500;
    private static final int PAGE = 100;

    private final Journal journal;
    private final CommandJournal commands;
    private final String instance;
    private final Waiting waiting;

    /**
     * Waits for others.
     *
     * @param pause waits a moment; the caller asks again up to {@code most} times
     */
    public record Waiting(Runnable pause, int most) {}

    /** What happened to a sending: the answer, and whether it is a repetition. */
    public record Outcome(StoredAnswer answer, boolean replayed) {}

    /**
     * @param journal the plain journal, for the claims
     * @param commands the journal the use cases run on
     * @param instance this server's name, different at each start
     */
    public Once(Journal journal, CommandJournal commands, String instance, Waiting waiting) {
        this.journal = journal;
        this.commands = commands;
        this.instance = instance;
        this.waiting = waiting;
    }

    /**
     * Runs the command, or answers as it was answered.
     *
     * @param precondition checked in the command's first transaction
     * @throws BreakwaterException {@code IDEMPOTENCY_MISMATCH} when the key was used for another request; {@code
     *     CONFLICT} when the first sending still runs, or died half-way
     */
    public Outcome run(Command command, Consumer<Transaction> precondition, Supplier<StoredAnswer> work) {
        for (int i = 0; i < waiting.most(); i++) {
            Taken taken = claim(command);
            if (taken.attempt().isPresent()) {
                Claim claim = new Claim(command, taken.attempt().getAsLong(), precondition);
                return new Outcome(execute(claim, work), false);
            }
            if (taken.answer().isPresent()) {
                return new Outcome(taken.answer().get(), true);
            }
            waiting.pause().run();
        }
        throw new BreakwaterException(
                Code.CONFLICT, "the first sending of this command still runs; ask again with the same key");
    }

    /** Gives up the claims of servers that are known to be gone: with an embedded database, all others. */
    public void abandonOthers() {
        onEach((tx, stored) -> {
            OnceRecord record = stored.value();
            if (record.answer().isEmpty() && !record.instance().equals(instance)) {
                tx.state().update(stored, record.claimedBy(instance, Instant.EPOCH));
            }
        });
    }

    /** Forgets what is older than a day. */
    public void forgetOld() {
        onEach((tx, stored) -> {
            if (stored.value().claimedAt().isBefore(tx.now().minus(KEPT))) {
                tx.state().delete(OnceRecord.class, stored.id());
            }
        });
    }

    /** A page, and a transaction, at a time: answers may be large, and there may be many. */
    private void onEach(BiConsumer<Transaction, Stored<OnceRecord>> act) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            String from = after.get();
            after = journal.transact(tx -> {
                        List<Stored<OnceRecord>> page = tx.state().list(OnceRecord.class, Map.of(), from, PAGE);
                        page.forEach(stored -> act.accept(tx, stored));
                        return page.stream().reduce((one, other) -> other).map(Stored::id);
                    })
                    .value();
        }
    }

    /** The number of the attempt that is ours to make, or the earlier answer, or neither while another makes one. */
    private record Taken(OptionalLong attempt, Optional<StoredAnswer> answer) {
        static final Taken BY_ANOTHER = new Taken(OptionalLong.empty(), Optional.empty());

        static Taken ours(OnceRecord record) {
            return new Taken(OptionalLong.of(record.attempt()), Optional.empty());
        }
    }

    private Taken claim(Command command) {
        try {
            return journal.transact(tx -> claim(tx, command)).value();
        } catch (BreakwaterException e) {
            if (e.code() == Code.CONFLICT || e.code() == Code.STALE_VERSION) {
                return Taken.BY_ANOTHER; // somebody claimed it at the same moment
            }
            throw e;
        }
    }

    private Taken claim(Transaction tx, Command command) {
        Optional<Stored<OnceRecord>> found = tx.state().lock(OnceRecord.class, command.id());
        if (found.isEmpty()) {
            OnceRecord first = new OnceRecord(command.request(), instance, 1, tx.now(), List.of(), Optional.empty());
            tx.state().insert(command.id(), first);
            return Taken.ours(first);
        }
        Stored<OnceRecord> stored = found.get();
        if (!stored.value().request().equals(command.request())) {
            throw new BreakwaterException(
                    Code.IDEMPOTENCY_MISMATCH, "this Idempotency-Key was used for another request; choose a new one");
        }
        if (stored.value().answer().isPresent()) {
            return new Taken(OptionalLong.empty(), stored.value().answer());
        }
        return takeOver(tx, stored);
    }

    private Taken takeOver(Transaction tx, Stored<OnceRecord> stored) {
        OnceRecord record = stored.value();
        if (record.claimedAt().plus(CLAIM_HOLDS).isAfter(tx.now())) {
            return Taken.BY_ANOTHER;
        }
        if (!record.facts().isEmpty()) {
            throw new BreakwaterException(
                    Code.WRONG_STATE,
                    "the server stopped while it carried this command out; on the record are " + record.facts()
                            + "; look at what they are about, then send a new command if something is missing");
        }
        return Taken.ours(
                tx.state().update(stored, record.claimedBy(instance, tx.now())).value());
    }

    private StoredAnswer execute(Claim claim, Supplier<StoredAnswer> work) {
        List<StoredAnswer> answers = new ArrayList<>();
        boolean done = false;
        try {
            commands.during(claim, () -> answers.add(work.get()));
            StoredAnswer answer = answers.get(0);
            keep(claim, answer);
            done = true;
            return answer;
        } finally {
            if (!done) {
                release(claim);
            }
        }
    }

    private void keep(Claim claim, StoredAnswer answer) {
        if (answer.status() >= SERVER_ERROR && claim.facts.isEmpty()) {
            release(claim);
            return;
        }
        unlessAway(() -> journal.transact(tx -> {
            claim.lock(tx)
                    .ifPresent(
                            stored -> tx.state().update(stored, stored.value().answered(answer)));
            return true;
        }));
    }

    /** Lets the command be sent again. */
    private void release(Claim claim) {
        if (claim.facts.isEmpty()) {
            unlessAway(() -> journal.transact(tx -> {
                claim.lock(tx).ifPresent(stored -> tx.state().delete(OnceRecord.class, stored.id()));
                return true;
            }));
        }
    }

    /** With the database away the command's own outcome matters more than its claim, which runs out by itself. */
    private static void unlessAway(Runnable work) {
        try {
            work.run();
        } catch (BreakwaterException e) {
            if (e.code() != Code.JOURNAL_UNAVAILABLE) {
                throw e;
            }
        }
    }

    private static final class Claim implements CommandJournal.Running {
        private final Command command;
        private final long attempt;
        private final Consumer<Transaction> precondition;
        private final List<FactId> facts = new ArrayList<>();

        Claim(Command command, long attempt, Consumer<Transaction> precondition) {
            this.command = command;
            this.attempt = attempt;
            this.precondition = precondition;
        }

        @Override
        public void before(Transaction tx) {
            if (facts.isEmpty()) {
                precondition.accept(tx);
            }
        }

        @Override
        public void after(Transaction tx, List<FactId> appended) {
            Stored<OnceRecord> stored = lock(tx).orElseThrow(() -> new BreakwaterException(
                    Code.CONFLICT, "this command took so long that another sending took it over"));
            List<FactId> all = new ArrayList<>(stored.value().facts());
            all.addAll(appended);
            tx.state().update(stored, stored.value().with(all));
        }

        /** The claim, unless it is another attempt's by now. */
        Optional<Stored<OnceRecord>> lock(Transaction tx) {
            return tx.state()
                    .lock(OnceRecord.class, command.id())
                    .filter(stored -> stored.value().attempt() == attempt);
        }

        @Override
        public void committed(List<FactId> durable) {
            facts.addAll(durable);
        }
    }
}
