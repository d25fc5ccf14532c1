package io.breakwater.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.Follower;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Debt;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import io.breakwater.response.debt.DebtClock;
import io.breakwater.response.debt.DebtRules;
import io.breakwater.response.incident.DeclareIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A house at 03:12 for tests: a journal in memory, a clock that stands still, people, and the debts followed. */
public final class World {
    /** Engineer. */
    public static final PersonId ALICE = new PersonId("alice");
    /** Alice's second name: the same human. */
    public static final PersonId ALICE_ADMIN = new PersonId("alice-admin");
    /** Commander. */
    public static final PersonId BOB = new PersonId("bob");
    /** Security approver. */
    public static final PersonId CAROL = new PersonId("carol");
    /** Administrator. */
    public static final PersonId ROOT = new PersonId("root");
    /** Auditor. */
    public static final PersonId DORA = new PersonId("dora");

    public final TestClock clock = new TestClock();
    public final MemoryJournal journal = new MemoryJournal(clock);
    public final DebtClock debtClock;

    public World() {
        this(DebtRules.standard());
    }

    public World(DebtRules rules) {
        ResponseRoom room = ResponseRoom.of(journal, rules);
        journal.with(room.followers().toArray(Follower[]::new));
        debtClock = room.clock();
        person(ALICE, "alice", Function.ENGINEER);
        person(ALICE_ADMIN, "alice", Function.ADMINISTRATOR, Function.COMMANDER);
        person(BOB, "bob", Function.COMMANDER);
        person(CAROL, "carol", Function.SECURITY_APPROVER);
        person(ROOT, "root", Function.ADMINISTRATOR);
        person(DORA, "dora", Function.AUDITOR);
    }

    /** Somebody new. */
    public PersonId person(PersonId id, String human, Function... functions) {
        Set<Function> held = EnumSet.noneOf(Function.class);
        held.addAll(Arrays.asList(functions));
        journal.transact(tx -> tx.state().insert(id.value(), new Person(id, id.value(), held, human, true)));
        return id;
    }

    public static Caller as(PersonId person) {
        return new Caller(person, "token:TK-0123456789");
    }

    /** The command is refused with that code. */
    public static void refused(Code code, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Alice declares an emergency. */
    public IncidentId declared() {
        return declared(false, false);
    }

    public IncidentId declared(boolean drill, boolean personalData) {
        return new DeclareIncident(journal)
                .declare(
                        as(ALICE),
                        new DeclareIncident.Declaration(
                                "checkout 5xx", new Severity(1), drill, personalData, Optional.empty()))
                .value()
                .id();
    }

    /** Alice's grant in an incident, as access would keep it. */
    public GrantId grant(IncidentId incident, int number, GrantState state) {
        GrantId id = new GrantId("GR-" + String.format("%010d", number));
        journal.transact(tx -> tx.state().insert(id.value(), grantOf(id, incident, state, tx.keep("why"))));
        return id;
    }

    private Grant grantOf(GrantId id, IncidentId incident, GrantState state, ContentRef reason) {
        GrantTerms terms = new GrantTerms(
                id,
                incident,
                ALICE,
                new TargetName("orders-db"),
                new RoleName("admin"),
                "postgresql",
                Map.of(),
                2_700,
                reason,
                Optional.empty(),
                Map.of(),
                true,
                List.of(Function.SECURITY_APPROVER),
                259_200,
                3_600,
                "00".repeat(32));
        return new Grant(
                id,
                "00".repeat(32),
                terms,
                state,
                clock.instant(),
                List.of(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Puts a fact on the record that another room would, and lets everybody follow. */
    public FactId happens(Fact fact) {
        FactId id =
                journal.transact(tx -> tx.append(Actor.system("access"), fact)).value();
        journal.settle();
        return id;
    }

    /** A text outside the tree. */
    public ContentRef text(String text) {
        return journal.transact(tx -> tx.keep(text)).value();
    }

    public World settle() {
        journal.settle();
        return this;
    }

    /** Lets time go by, and the debts' clock tick. */
    public World pass(Duration time) {
        clock.advance(time);
        debtClock.tick(clock.instant());
        journal.settle();
        return this;
    }

    public Instant now() {
        return clock.instant();
    }

    public Incident incident(IncidentId id) {
        return journal.read(
                tx -> tx.state().find(Incident.class, id.value()).orElseThrow().value());
    }

    public IncidentStatus status(IncidentId id) {
        return incident(id).status();
    }

    /** All debts of a rule. */
    public List<Debt> debts(String rule) {
        return journal.read(tx -> tx.state().list(Debt.class, Map.of("rule", rule), "", 10_000)).stream()
                .map(stored -> stored.value())
                .toList();
    }

    /** The one debt of a rule. */
    public Debt debt(String rule) {
        List<Debt> debts = debts(rule);
        if (debts.size() != 1) {
            throw new AssertionError("one debt of " + rule + " was expected, not " + debts);
        }
        return debts.get(0);
    }
}
