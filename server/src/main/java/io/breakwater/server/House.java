package io.breakwater.server;

import io.breakwater.access.people.AddPerson;
import io.breakwater.access.people.ChangeFunctions;
import io.breakwater.access.people.DeactivatePerson;
import io.breakwater.access.people.Directory;
import io.breakwater.access.people.LinkPersons;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.server.once.CommandJournal;
import io.breakwater.server.once.Once;
import io.breakwater.server.token.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final Settings settings;
    private final Meters meters = new Meters();
    private final InstantSource clock = InstantSource.system();
    private final Ticks ticks = new Ticks(clock, meters);
    private final Journal journal;
    private final CommandJournal commands;
    private final Once once;
    private final Tokens tokens;

    private House(Settings settings) {
        this.settings = settings;
        this.journal = new MemoryJournal(clock, new SecureRandom());
        this.commands = new CommandJournal(journal);
        this.once = new Once(
                journal,
                commands,
                UUID.randomUUID().toString(),
                new Once.Waiting(() -> LockSupport.parkNanos(POLL.toNanos()), POLLS));
        this.tokens = new Tokens(commands, new SecureRandom());
    }

    /** Opens everything that must stand before the first request. */
    static House open(Settings settings) {
        return new House(settings);
    }

    /** Founds the house at the first start, and begins the background work. */
    void begin() {
        new FirstStart(addPerson(), tokens, settings.adminTokenFile()).run(directory());
        ticks.start(List.of(new Ticks.Tick("forget-old-commands", Duration.ofMinutes(10), once::forgetOld)));
    }

    @Override
    public void close() {
        ticks.close();
        meters.close();
        LOG.info("stopped");
    }

    /** The journal the use cases run on. */
    public Journal journal() {
        return commands;
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

    /** The people there are. */
    public Directory directory() {
        return new Directory(commands);
    }

    /** Adds people. */
    public AddPerson addPerson() {
        return new AddPerson(commands);
    }

    /** Changes what people are trusted to do. */
    public ChangeFunctions changeFunctions() {
        return new ChangeFunctions(commands);
    }

    /** Links people who are one human being. */
    public LinkPersons linkPersons() {
        return new LinkPersons(commands);
    }

    /** Deactivates people. */
    public DeactivatePerson deactivatePerson() {
        return new DeactivatePerson(commands);
    }

    /** One person, active or not. */
    public Optional<Person> person(PersonId id) {
        return directory().person(id).map(Stored::value);
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
