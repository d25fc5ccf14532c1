package io.breakwater.server;

import io.breakwater.access.AccessRoom;
import io.breakwater.access.spi.Providers;
import io.breakwater.connect.postgresql.PostgresAccess;
import io.breakwater.connect.postgresql.SecretPlaces;
import io.breakwater.detect.watch.TakeCoverage;
import io.breakwater.evidence.pack.PackHouse;
import io.breakwater.evidence.pack.SealPack;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.postgres.LedgerStatus;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.ContentRef;
import io.breakwater.model.HouseFact.ServerStarted;
import io.breakwater.model.HouseFact.ServerStopped;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.response.debt.DebtRules;
import io.breakwater.response.debt.RulesOnRecord;
import io.breakwater.response.finding.AcceptFinding;
import io.breakwater.server.once.CommandJournal;
import io.breakwater.server.once.Once;
import io.breakwater.server.token.Departure;
import io.breakwater.server.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private final String instance = UUID.randomUUID().toString();
    private final Meters meters = new Meters();
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Ticks ticks = new Ticks(clock, meters);
    private final ExecutorService doors = Executors.newFixedThreadPool(DOORS, House::doorThread);
    private final LedgerKeys keys;
    private final Optional<Practice> practice;
    private final Database database;
    private final Ledger ledger;
    private final CommandJournal commands;
    private final Once once;
    private final Tokens tokens;
    private final Departure departure;
    private final Providers providers;
    private final AccessRoom access;
    private final SealPack packs;
    private final Closing closing;
    private final Gauges gauges;
    private final LogWatch watch;
    private long epochSeen;
    private volatile boolean debtsMayTick;

    private House(Settings settings) {
        this.settings = settings;
        OwnFile.passableFolder(settings.data());
        this.database = Database.open(settings);
        this.keys = LedgerKeys.openOrFound(settings.keys(), settings.origin(), random);
        this.ledger = Ledger.open(database.pool(), keys, settings, clock, random);
        this.practice = settings.practice() ? Optional.of(Practice.open(settings.data(), random)) : Optional.empty();
        this.commands = new CommandJournal(ledger.journal());
        this.once = new Once(
                ledger.journal(),
                commands,
                instance,
                new Once.Waiting(() -> LockSupport.parkNanos(POLL.toNanos()), POLLS));
        this.tokens = new Tokens(commands, random);
        this.departure = new Departure(commands);
        Path secrets = settings.data().resolve(Practice.SECRETS);
        this.providers = new Providers(List.of(new PostgresAccess(new SecretPlaces(System.getenv(), secrets), random)));
        this.access =
                AccessRoom.of(commands, providers, new LedgerSeal(keys.sealing()), random, System::nanoTime, doors);
        this.packs = new SealPack(commands, packHouse());
        this.closing = new Closing(access.proveRevocation(), clock);
        this.gauges = new Gauges(ledger, clock);
        gauges.register(meters);
        this.watch = LogWatch.of(settings, ledger.journal(), clock, meters);
    }

    private PackHouse packHouse() {
        return new PackHouse(
                settings.data().resolve("packs"),
                ledger.tiles(),
                ledger.key(),
                settings.witnesses().stream()
                        .map(Settings.WitnessAddress::verifierKey)
                        .toList(),
                keys.pack());
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

    /** Founds the house at the first start, takes up what an earlier server left, and begins the background work. */
    void begin() {
        if (database.isOursAlone()) {
            once.abandonOthers();
            access.clock().endInterrupted();
        }
        FirstStart firstStart = new FirstStart(ledger.journal(), access, tokens);
        firstStart.run(keys, settings.adminTokenFile());
        RulesOnRecord.adopt(ledger.journal(), settings.debtRules());
        practice.map(Practice::policy).ifPresent(firstStart::policy);
        ClockWatch clockWatch = new ClockWatch(ledger.journal(), clock, System::nanoTime);
        ticks.start(List.of(
                new Ticks.Tick("access-clock", Duration.ofSeconds(1), access.clock()::tick),
                new Ticks.Tick("clock-watch", Duration.ofSeconds(1), clockWatch::look),
                new Ticks.Tick("pen-watch", Duration.ofSeconds(1), this::noteThePen),
                new Ticks.Tick("observe-use", Duration.ofSeconds(2), access.observeUse()::observe),
                new Ticks.Tick("debt-clock", Duration.ofSeconds(1), this::tickDebts),
                new Ticks.Tick("finding-clock", Duration.ofSeconds(10), this::expireAcceptances),
                new Ticks.Tick("reconcile", Duration.ofMinutes(1), this::reconcile),
                new Ticks.Tick("unfinished-packs", Duration.ofMinutes(1), packs::finishInterrupted),
                new Ticks.Tick("forget-old-commands", Duration.ofMinutes(10), once::forgetOld)));
        watch.begin();
    }

    /** Not before the followers have seen what is on the record: what was paid in time must not count as missed. */
    private void tickDebts() {
        if (debtsMayTick || ledger.followersAreThere()) {
            debtsMayTick = true;
            ledger.response().clock().tick(clock.instant());
        }
    }

    private void expireAcceptances() {
        new AcceptFinding(ledger.journal()).expire(clock.instant());
    }

    private void reconcile() {
        if (ledger.journal().read(access.policyBook()::inForce).isPresent()) {
            access.reconcile().reconcile();
        }
    }

    /** Who signs from now on is on the record. */
    private synchronized void noteThePen() {
        LedgerStatus status = ledger.status();
        if (status.holdsPen() && status.epoch() != epochSeen) {
            ServerStarted started = new ServerStarted(instance, Version.ofThisBuild(), status.epoch());
            ledger.journal().transact(tx -> tx.append(Actor.system("server"), started));
            epochSeen = status.epoch();
        }
    }

    /** Stops in the reverse order; what is recorded by then is signed. A database that is away holds nothing up. */
    @Override
    public void close() {
        watch.close();
        ticks.close();
        doors.shutdownNow();
        try {
            noteThePen();
            ServerStopped stopped = new ServerStopped(instance);
            ledger.journal().transact(tx -> tx.append(Actor.system("server"), stopped));
        } catch (BreakwaterException e) {
            LOG.warnf("the stop is not on the record: %s", e.getMessage());
        }
        ledger.close();
        practice.ifPresent(Practice::close);
        database.close();
        meters.close();
        LOG.info("stopped");
    }

    /**
     * What does not work though the server serves, by name: background work that fails, access that is not proven to be
     * over, a log that is not signed. Empty when all is well or when it cannot be told, which readiness says.
     */
    public Map<String, String> degraded() {
        Map<String, String> degraded = new TreeMap<>();
        degraded.putAll(ledger.trouble());
        ticks.failing().forEach((name, run) -> degraded.put(name, run.toString()));
        degraded.putAll(watch.degraded());
        gauges.unproven().filter(n -> n > 0).ifPresent(n -> degraded.put("revocations-unproven", String.valueOf(n)));
        return degraded;
    }

    /** The journal the use cases run on. */
    public Journal journal() {
        return commands;
    }

    /** The ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** Makes packs and gives them out. */
    public SealPack packs() {
        return packs;
    }

    /** Puts on the record what the logs of the incident's time show, if logs are watched. */
    public void takeCoverage(IncidentId incident) {
        if (watch.isWatching()) {
            new TakeCoverage(commands).of(incident);
        }
    }

    /** Runs commands once. */
    public Once once() {
        return once;
    }

    /** What opens debts and pays them. */
    public DebtRules debtRules() {
        return ledger.journal().read(ledger.response().rules()::inForce);
    }

    /** The bearer tokens. */
    public Tokens tokens() {
        return tokens;
    }

    /** What becomes of tokens when a person may no longer act. */
    public Departure departure() {
        return departure;
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
        return ledger.journal().content(ref).map(content -> new String(content.bytes(), StandardCharsets.UTF_8));
    }

    /** One person, active or not. */
    public Optional<Person> person(PersonId id) {
        return access.directory().person(id).map(Stored::value);
    }

    /** How many requests a person may make, sustained. */
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
