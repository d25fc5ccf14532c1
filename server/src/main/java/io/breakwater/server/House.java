package io.breakwater.server;

import io.breakwater.access.AccessRoom;
import io.breakwater.access.spi.Providers;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.server.once.CommandJournal;
import io.breakwater.server.once.Once;
import io.breakwater.server.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * The whole house, opened in order and closed in the reverse order: database, keys, journal, rooms, background work.
 *
 * <p>This is the one place where rooms are put together. It decides nothing.
 */
public final class House implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(House.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS = 600;
    private static final int DOORS = 8;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final Settings settings;
    private final Meters meters = new Meters();
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Ticks ticks = new Ticks(clock, meters);
    private final ExecutorService doors = Executors.newFixedThreadPool(DOORS, House::doorThread);
    private final Journal journal;
    private final CommandJournal commands;
    private final Once once;
    private final Tokens tokens;
    private final Providers providers;
    private final AccessRoom access;
    private final Closing closing;
    private final Gauges gauges;

    private House(Settings settings) {
        this.settings = settings;
        LedgerKeys keys = LedgerKeys.openOrFound(settings.keys(), settings.origin(), random);
        this.journal = new MemoryJournal(clock, random);
        this.commands = new CommandJournal(journal);
        this.once = new Once(
                journal,
                commands,
                UUID.randomUUID().toString(),
                new Once.Waiting(() -> LockSupport.parkNanos(POLL.toNanos()), POLLS));
        this.tokens = new Tokens(commands, random);
        this.providers = new Providers(List.of());
        this.access =
                AccessRoom.of(commands, providers, new LedgerSeal(keys.sealing()), random, System::nanoTime, doors);
        this.closing = new Closing(access.proveRevocation(), clock);
        this.gauges = new Gauges(journal, clock);
        gauges.register(meters);
    }

    private static Thread doorThread(Runnable work) {
        Thread thread = new Thread(work, "door");
        thread.setDaemon(true);
        return thread;
    }

    /** Opens everything that must stand before the first request. */
    static House open(Settings settings) {
        return new House(settings);
    }

    /** Founds the house at the first start, and begins the background work. */
    void begin() {
        new FirstStart(access.addPerson(), tokens, settings.adminTokenFile()).run(access.directory());
        ticks.start(List.of(
                new Ticks.Tick("access-clock", Duration.ofSeconds(1), access.clock()::tick),
                new Ticks.Tick("observe-use", Duration.ofSeconds(2), access.observeUse()::observe),
                new Ticks.Tick("reconcile", Duration.ofMinutes(1), this::reconcile),
                new Ticks.Tick("forget-old-commands", Duration.ofMinutes(10), once::forgetOld)));
    }

    private void reconcile() {
        if (journal.read(access.policyBook()::inForce).isPresent()) {
            access.reconcile().reconcile();
        }
    }

    @Override
    public void close() {
        ticks.close();
        doors.shutdownNow();
        meters.close();
        LOG.info("stopped");
    }

    /** The journal the use cases run on. */
    public Journal journal() {
        return commands;
    }

    /**
     * What does not work though the server serves, by name: background work that fails, access that is not proven to be
     * over, a log that is not signed. Empty when all is well or when it cannot be told, which readiness says.
     */
    public Map<String, String> degraded() {
        Map<String, String> degraded = new TreeMap<>();
        ticks.failing().forEach((name, run) -> degraded.put(name, run.inARow() + " times in a row: " + run.error()));
        gauges.unproven().filter(n -> n > 0).ifPresent(n -> degraded.put("revocations-unproven", String.valueOf(n)));
        return degraded;
    }

    /** Runs commands once. */
    public Once once() {
        return once;
    }

    /** The bearer tokens. */
    public Tokens tokens() {
        return tokens;
    }

    /** What is measured. */
    public Meters meters() {
        return meters;
    }

    /** The use cases about doors and people. */
    public AccessRoom access() {
        return access;
    }

    /** The kinds of doors there are. */
    public Providers providers() {
        return providers;
    }

    /** Waits for proofs that access is over. */
    public Closing closing() {
        return closing;
    }

    /** Text kept outside the tree, unless it was erased. */
    public Optional<String> text(ContentRef ref) {
        return journal.content(ref).map(content -> new String(content.bytes(), StandardCharsets.UTF_8));
    }

    /** One person, active or not. */
    public Optional<Person> person(PersonId id) {
        return access.directory().person(id).map(Stored::value);
    }

    /** How many requests a token may make, sustained. */
    public int requestsPerSecond() {
        return settings.requestsPerSecond();
    }

    /** Whether clients may call the server by this name. */
    public boolean knowsHost(String host) {
        return LOOPBACK.contains(host)
                || host.equals(settings.host())
                || settings.allowedHosts().contains(host);
    }
}
