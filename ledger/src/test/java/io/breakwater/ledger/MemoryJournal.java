package io.breakwater.ledger;

import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A journal in memory for the tests of rooms: the same contract as the one on PostgreSQL, one transaction at a time, and
 * every fact has its position at once. Nothing is signed: what {@link #awaitCovered} returns only looks like a checkpoint.
 */
public final class MemoryJournal implements Journal {
    /** The origin of every journal in memory. */
    public static final String ORIGIN = "breakwater.test/log";

    private final InstantSource clock;
    private final RandomGenerator random;
    private final FactIds ids;
    private final ReentrantLock pen = new ReentrantLock();
    private final List<Recorded> facts = new ArrayList<>();
    private final Map<FactId, Recorded> byId = new HashMap<>();
    private final Map<IncidentId, List<Recorded>> populations = new HashMap<>();
    private final Map<String, Content> contents = new HashMap<>();
    private final MemoryState state = new MemoryState();
    private final List<Follower> followers = new ArrayList<>();
    private final Map<String, Integer> cursors = new HashMap<>();

    public MemoryJournal() {
        this(new TestClock());
    }

    public MemoryJournal(InstantSource clock) {
        this(clock, new Random(1));
    }

    public MemoryJournal(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.ids = new FactIds(random);
    }

    /** Lets followers take part: from the first fact on, whenever {@link #settle} is called. */
    public MemoryJournal with(Follower... more) {
        followers.addAll(List.of(more));
        return this;
    }

    /** Runs every follower until none has a fact it has not seen. */
    public MemoryJournal settle() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Follower follower : followers) {
                moved |= step(follower);
            }
        }
        return this;
    }

    /** All facts of a kind, in the order of the log: for assertions. */
    public <F extends Fact> List<F> facts(Class<F> kind) {
        return exclusively(() -> facts.stream()
                .map(recorded -> recorded.envelope().fact())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList());
    }

    /** Everything on the record, in the order of the log: for assertions. */
    public List<Recorded> all() {
        return exclusively(() -> List.copyOf(facts));
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        return exclusively(() -> {
            Draft draft = new Draft(true);
            T value;
            try {
                value = work.apply(draft);
            } catch (RuntimeException | Error e) {
                draft.undo();
                throw e;
            } finally {
                draft.open = false;
            }
            return new Committed<>(value, draft.receipts());
        });
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return exclusively(() -> {
            Draft draft = new Draft(false);
            try {
                return work.apply(draft);
            } finally {
                draft.undo();
                draft.open = false;
            }
        });
    }

    @Override
    public Optional<Recorded> fact(FactId id) {
        return exclusively(() -> Optional.ofNullable(byId.get(id)));
    }

    @Override
    public List<Recorded> factsOf(IncidentId incident, long afterSequence, int limit) {
        return exclusively(() -> populations.getOrDefault(incident, List.of()).stream()
                .skip(afterSequence)
                .limit(limit)
                .toList());
    }

    @Override
    public List<Recorded> factsFrom(long fromPosition, int limit) {
        return exclusively(() -> facts.stream().skip(fromPosition).limit(limit).toList());
    }

    @Override
    public Optional<Content> content(ContentRef ref) {
        Optional<Content> content = exclusively(() -> Optional.ofNullable(contents.get(ref.digest())));
        content.ifPresent(Content::verify);
        return content;
    }

    @Override
    public String awaitCovered(FactId fact, long timeoutMillis) {
        return exclusively(() -> {
            if (!byId.containsKey(fact)) {
                throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "no checkpoint covers " + fact);
            }
            byte[] root = Hashes.sha256(
                    facts.stream().map(Recorded::leaf).map(Hashes::leaf).toArray(byte[][]::new));
            return ORIGIN + "\n" + facts.size() + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        });
    }

    private boolean step(Follower follower) {
        int cursor = cursors.getOrDefault(follower.name(), 0);
        if (cursor >= facts.size()) {
            return false;
        }
        Recorded next = facts.get(cursor);
        transact(tx -> {
            follower.follow(tx, next);
            return next;
        });
        cursors.put(follower.name(), cursor + 1);
        return true;
    }

    private <T> T exclusively(java.util.function.Supplier<T> act) {
        if (pen.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction within a transaction: pass the Transaction on instead");
        }
        pen.lock();
        try {
            return act.get();
        } finally {
            pen.unlock();
        }
    }

    private final class Draft implements Transaction {
        private final boolean writable;
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final int firstFact = facts.size();
        private final List<Runnable> undo = new ArrayList<>();
        private boolean open = true;

        Draft(boolean writable) {
            this.writable = writable;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public FactId append(Actor actor, Fact fact) {
            requireWritable();
            List<Recorded> population = fact.population()
                    .map(incident -> populations.computeIfAbsent(incident, none -> new ArrayList<>()))
                    .orElse(new ArrayList<>());
            OptionalLong sequence =
                    fact.population().isPresent() ? OptionalLong.of(population.size() + 1L) : OptionalLong.empty();
            Envelope envelope = Envelope.of(ids.next(now), ORIGIN, notBefore(population), actor, sequence, fact);
            Recorded recorded = new Recorded(envelope, FactCodec.encode(envelope), OptionalLong.of(facts.size()));
            facts.add(recorded);
            population.add(recorded);
            byId.put(envelope.id(), recorded);
            undo.add(() -> {
                facts.remove(facts.size() - 1);
                population.remove(population.size() - 1);
                byId.remove(envelope.id());
            });
            return envelope.id();
        }

        private Instant notBefore(List<Recorded> population) {
            if (population.isEmpty()) {
                return now;
            }
            Instant last = population.get(population.size() - 1).envelope().time();
            return last.isAfter(now) ? last : now;
        }

        @Override
        public ContentRef keep(String text) {
            return keep(ContentRef.TEXT, Json.utf8(text));
        }

        @Override
        public ContentRef keep(String mediaType, byte[] bytes) {
            requireWritable();
            byte[] salt = new byte[Content.SALT_BYTES];
            random.nextBytes(salt);
            Content content = Content.of(mediaType, salt, bytes.clone());
            contents.put(content.ref().digest(), content);
            undo.add(() -> contents.remove(content.ref().digest()));
            return content.ref();
        }

        @Override
        public void erase(String digest) {
            requireWritable();
            Content erased = contents.remove(digest);
            if (erased != null) {
                undo.add(() -> contents.put(digest, erased));
            }
        }

        @Override
        public long lastSequence(IncidentId incident) {
            return populations.getOrDefault(incident, List.of()).size();
        }

        @Override
        public StateStore state() {
            return state.in(undo, this::requireWritable);
        }

        private List<Receipt> receipts() {
            return facts.subList(firstFact, facts.size()).stream()
                    .map(recorded -> new Receipt(
                            recorded.envelope().id(), Hashes.hex(Hashes.leaf(recorded.leaf())), clock.instant()))
                    .toList();
        }

        private void undo() {
            for (int i = undo.size() - 1; i >= 0; i--) {
                undo.get(i).run();
            }
        }

        private void requireWritable() {
            if (!writable) {
                throw new IllegalStateException("this transaction only reads; use Journal.transact");
            }
            if (!open) {
                throw new IllegalStateException("the transaction is over; do not keep it");
            }
        }
    }
}
