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
 */
public final class Once {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(90);
    private static final int SERVER_ERROR = 500;
    private static final int PURGED_AT_ONCE = 500;

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
            Optional<StoredAnswer> earlier = claim(command);
            if (earlier.isEmpty()) {
                return new Outcome(execute(command, precondition, work), false);
            }
            if (!earlier.get().equals(STILL_RUNNING)) {
                return new Outcome(earlier.get(), true);
            }
            waiting.pause().run();
        }
        throw new BreakwaterException(
                Code.CONFLICT, "the first sending of this command still runs; ask again with the same key");
    }

    /** Gives up the claims of servers that are known to be gone: with an embedded database, all others. */
    public void abandonOthers() {
        journal.transact(tx -> {
            for (Stored<OnceRecord> stored : all(tx)) {
                OnceRecord record = stored.value();
                if (record.answer().isEmpty() && !record.instance().equals(instance)) {
                    tx.state().update(stored, record.claimedBy(instance, Instant.EPOCH));
                }
            }
            return true;
        });
    }

    /** Forgets what is older than a day. */
    public void forgetOld() {
        journal.transact(tx -> {
            Instant limit = tx.now().minus(KEPT);
            all(tx).stream()
                    .filter(stored -> stored.value().claimedAt().isBefore(limit))
                    .limit(PURGED_AT_ONCE)
                    .forEach(stored -> tx.state().delete(OnceRecord.class, stored.id()));
            return true;
        });
    }

    private static List<Stored<OnceRecord>> all(Transaction tx) {
        List<Stored<OnceRecord>> all = new ArrayList<>();
        String after = "";
        List<Stored<OnceRecord>> page;
        do {
            page = tx.state().list(OnceRecord.class, Map.of(), after, PURGED_AT_ONCE);
            all.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (!page.isEmpty());
        return all;
    }

    private static final StoredAnswer STILL_RUNNING = new StoredAnswer(0, Map.of(), "");

    /** Empty when the command is now ours to run. */
    private Optional<StoredAnswer> claim(Command command) {
        try {
            return journal.transact(tx -> claim(tx, command)).value();
        } catch (BreakwaterException e) {
            if (e.code() == Code.CONFLICT || e.code() == Code.STALE_VERSION) {
                return Optional.of(STILL_RUNNING); // somebody claimed it at the same moment
            }
            throw e;
        }
    }

    private Optional<StoredAnswer> claim(Transaction tx, Command command) {
        Optional<Stored<OnceRecord>> found = tx.state().lock(OnceRecord.class, command.id());
        if (found.isEmpty()) {
            tx.state()
                    .insert(
                            command.id(),
                            new OnceRecord(command.request(), instance, tx.now(), List.of(), Optional.empty()));
            return Optional.empty();
        }
        Stored<OnceRecord> stored = found.get();
        if (!stored.value().request().equals(command.request())) {
            throw new BreakwaterException(
                    Code.IDEMPOTENCY_MISMATCH, "this Idempotency-Key was used for another request; choose a new one");
        }
        if (stored.value().answer().isPresent()) {
            return stored.value().answer();
        }
        return takeOver(tx, stored);
    }

    private Optional<StoredAnswer> takeOver(Transaction tx, Stored<OnceRecord> stored) {
        OnceRecord record = stored.value();
        if (record.claimedAt().plus(CLAIM_HOLDS).isAfter(tx.now())) {
            return Optional.of(STILL_RUNNING);
        }
        if (!record.facts().isEmpty()) {
            throw new BreakwaterException(
                    Code.WRONG_STATE,
                    "the server stopped while it carried this command out; on the record are " + record.facts()
                            + "; look at what they are about, then send a new command if something is missing");
        }
        tx.state().update(stored, record.claimedBy(instance, tx.now()));
        return Optional.empty();
    }

    private StoredAnswer execute(Command command, Consumer<Transaction> precondition, Supplier<StoredAnswer> work) {
        Claim claim = new Claim(command, precondition);
        List<StoredAnswer> answers = new ArrayList<>();
        boolean done = false;
        try {
            commands.during(claim, () -> answers.add(work.get()));
            StoredAnswer answer = answers.get(0);
            keep(command, claim, answer);
            done = true;
            return answer;
        } finally {
            if (!done) {
                release(command, claim);
            }
        }
    }

    private void keep(Command command, Claim claim, StoredAnswer answer) {
        if (answer.status() >= SERVER_ERROR && claim.facts.isEmpty()) {
            release(command, claim);
            return;
        }
        unlessAway(() -> journal.transact(tx -> {
            tx.state()
                    .lock(OnceRecord.class, command.id())
                    .ifPresent(
                            stored -> tx.state().update(stored, stored.value().answered(answer)));
            return true;
        }));
    }

    /** Lets the command be sent again. */
    private void release(Command command, Claim claim) {
        if (claim.facts.isEmpty()) {
            unlessAway(() -> journal.transact(tx -> {
                tx.state().delete(OnceRecord.class, command.id());
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
        private final Consumer<Transaction> precondition;
        private final List<FactId> facts = new ArrayList<>();

        Claim(Command command, Consumer<Transaction> precondition) {
            this.command = command;
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
            tx.state().lock(OnceRecord.class, command.id()).ifPresent(stored -> {
                List<FactId> all = new ArrayList<>(stored.value().facts());
                all.addAll(appended);
                tx.state().update(stored, stored.value().with(all));
            });
        }

        @Override
        public void committed(List<FactId> durable) {
            facts.addAll(durable);
        }
    }
}
