package io.breakwater.access.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.access.AccessRoom;
import io.breakwater.access.spi.FakeDoors;
import io.breakwater.access.spi.Providers;
import io.breakwater.access.spi.Seal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.Actor;
import io.breakwater.model.Approval.Decision;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ControlId;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtId;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A whole house in memory: people, a policy, an open incident, doors that enforce, and a clock that stands still. */
final class House {
    static final Caller ADMIN = caller("root");
    static final Caller ALICE = caller("alice");
    static final Caller MALLORY = caller("mallory");
    static final Caller SAM = caller("sam");
    static final Caller ERIN = caller("erin");
    static final Caller BOTH = caller("bo");
    static final Caller COMMANDER = caller("carol");
    static final Caller NOBODY = caller("norbert");
    static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");
    static final String REASON = "checkout answers 5xx since 03:10, orders table is locked";

    static final String POLICY = """
            version: 1
            targets:
              orders-db:
                provider: fake
                settings: { host: fake.test, admin-password: "env:ORDERS_PASSWORD" }
                roles:
                  admin:
                    settings: { groups: orders_admin }
                    who: { functions: [engineer] }
                    approvals:
                      before: { security-approver: 1, engineering-approver: 1 }
                    longest: 4h
                    ticket: { pattern: "(CHG|INC)[0-9]{7}" }
                  reader:
                    settings: { groups: orders_reader }
                    who: { functions: [engineer], people: [norbert] }
                    longest: 24h
                  sealed:
                    settings: { groups: orders_owner }
                    who: { functions: [engineer] }
                    approvals: { before: { security-approver: 1 } }
                    longest: 1h
                    break-glass: forbidden
                    severity-at-most: 1
                    ticket: { required: true }
                    reason: { min-length: 20, pattern: "customer|checkout" }
            """;

    final TestClock clock = new TestClock();
    final MemoryJournal memory;
    final FakeDoors doors = new FakeDoors(clock);
    final Providers providers = new Providers(List.of(doors));
    final AccessRoom room;
    long nanos = 1;

    House() {
        this(1);
    }

    House(long seed) {
        memory = new MemoryJournal(clock, new Random(seed));
        room = roomOver(memory, seed);
        room.addPerson().addFirst(ADMIN.person(), "Root");
        add("alice", Function.ENGINEER);
        add("mallory", Function.ENGINEER);
        add("sam", Function.SECURITY_APPROVER);
        add("erin", Function.ENGINEERING_APPROVER);
        add("bo", Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER);
        add("carol", Function.COMMANDER);
        add("norbert");
        room.changePolicy().change(ADMIN, POLICY);
        declare(INCIDENT, 1);
    }

    AccessRoom roomOver(Journal journal, long seed) {
        return AccessRoom.of(journal, providers, new TestSeal(), new Random(seed), () -> nanos, Runnable::run);
    }

    static Caller caller(String name) {
        return new Caller(new PersonId(name), "token:TK-0000000001");
    }

    /** The requester of a grant. */
    Caller caller(Grant grant) {
        return caller(grant.terms().requester().value());
    }

    void add(String name, Function... functions) {
        room.addPerson().add(ADMIN, new PersonId(name), "Person " + name, Set.of(functions));
    }

    void declare(IncidentId id, int severity) {
        memory.transact(tx -> {
            var title = tx.keep("checkout 5xx");
            tx.append(ALICE.actor(), new IncidentDeclared(id, title, new Severity(severity), false, ALICE.person()));
            return tx.state()
                    .insert(
                            id.value(),
                            new Incident(
                                    id,
                                    title,
                                    new Severity(severity),
                                    false,
                                    IncidentStatus.OPEN,
                                    tx.now(),
                                    ALICE.person(),
                                    Map.of(),
                                    false,
                                    List.of(),
                                    Optional.empty()));
        });
    }

    void closeIncident() {
        memory.transact(tx -> {
            Stored<Incident> incident =
                    tx.state().lock(Incident.class, INCIDENT.value()).orElseThrow();
            return tx.state()
                    .update(incident, incident.value().withStatus(IncidentStatus.CLOSED, Optional.of(tx.now())));
        });
    }

    /** A debt of approval afterwards on the grant, as `response` would keep it. */
    void oweApproval(Grant grant, DebtStatus status) {
        oweApproval(grant, status, false);
    }

    void oweApproval(Grant grant, DebtStatus status, boolean drill) {
        memory.transact(tx -> tx.state()
                .insert(
                        "DEBT-" + grant.id().value().substring(3),
                        new Debt(
                                new DebtId("DEBT-" + grant.id().value().substring(3)),
                                Debt.APPROVAL_AFTERWARDS,
                                "Approval afterwards",
                                Optional.of(INCIDENT),
                                Optional.of(grant.id()),
                                Optional.empty(),
                                "function:security-approver",
                                List.of(new ControlId("iso27001:A.8.2")),
                                tx.now(),
                                tx.now(),
                                status,
                                0,
                                new FactId("01900000-0000-7000-8000-000000000000"),
                                Optional.empty(),
                                Optional.empty(),
                                drill)));
    }

    static AccessRequest asking(String role) {
        return new AccessRequest(
                INCIDENT,
                new TargetName("orders-db"),
                new RoleName(role),
                2_700,
                REASON,
                Optional.empty(),
                false,
                Optional.empty());
    }

    static AccessRequest breaking(String role) {
        return new AccessRequest(
                INCIDENT,
                new TargetName("orders-db"),
                new RoleName(role),
                2_700,
                REASON,
                Optional.empty(),
                true,
                Optional.empty());
    }

    /** Alice's request for the administrator role, waiting. */
    Grant requested() {
        return room.requestAccess().request(ALICE, asking("admin"));
    }

    /** The same, approved by Sam and Erin. */
    Grant approved() {
        Grant grant = requested();
        approve(SAM, grant);
        return approve(ERIN, grant);
    }

    /** The same, open. */
    Grant active() {
        return open(approved());
    }

    Grant approve(Caller by, Grant grant) {
        return room.decideGrant().decide(by, grant.id(), grant.requestHash(), Decision.APPROVE, Optional.empty());
    }

    Grant open(Grant grant) {
        return room.openGrant().open(Actor.system("server"), grant.id());
    }

    Grant end(Caller by, Grant grant) {
        room.endGrant().end(by, grant.id());
        return room.proveRevocation().attempt(by.actor(), grant.id());
    }

    Grant now(Grant grant) {
        return now(grant.id());
    }

    Grant now(GrantId id) {
        return memory.read(
                tx -> tx.state().find(Grant.class, id.value()).orElseThrow().value());
    }

    GrantState state(Grant grant) {
        return now(grant).state();
    }

    void pass(Duration time) {
        clock.advance(time);
        nanos += time.toNanos();
    }

    void tick() {
        room.clock().tick();
    }

    /** The simple names of all facts of the grant so far, in order. */
    List<String> story(Grant grant) {
        List<String> names = new ArrayList<>();
        memory.facts(io.breakwater.model.GrantFact.class).stream()
                .filter(fact -> fact.grant().equals(grant.id()))
                .forEach(fact -> names.add(fact.getClass().getSimpleName()));
        return names;
    }

    <F extends io.breakwater.model.Fact> F last(Class<F> kind) {
        List<F> facts = memory.facts(kind);
        return facts.get(facts.size() - 1);
    }

    Verdict explained(AccessRequest request) {
        return room.explainAccess().explain(ALICE, request).verdict();
    }

    /** Refused by that rule, and the dry run said so. */
    void refused(With request, String rule, Code code) {
        AccessAnalysis dry = room.explainAccess().explain(ALICE, request.done());
        AccessRefused refusal = catchThrowableOfType(
                AccessRefused.class, () -> room.requestAccess().request(ALICE, request.done()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.analysis().decisive().rule()).isEqualTo(rule);
        assertThat(dry.rules())
                .as("dry run and act agree")
                .isEqualTo(refusal.analysis().rules());
    }

    static void assertCode(Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** How many of so many calls at once succeed. */
    static int succeeding(int threads, Callable<?> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> calls = java.util.Collections.nCopies(threads, () -> {
                try {
                    call.call();
                    return 1;
                } catch (io.breakwater.model.BreakwaterException e) {
                    return 0;
                }
            });
            int succeeded = 0;
            for (Future<Integer> done : pool.invokeAll(calls)) {
                succeeded += done.get();
            }
            return succeeded;
        } finally {
            pool.shutdownNow();
        }
    }

    /** A seal that shows when bytes were altered or moved; no cryptography, since this is a test. */
    static final class TestSeal implements Seal {
        @Override
        public byte[] seal(String context, byte[] plain) {
            byte[] head = (context + "|").getBytes(StandardCharsets.UTF_8);
            byte[] sealed = Arrays.copyOf(head, head.length + plain.length);
            for (int i = 0; i < plain.length; i++) {
                sealed[head.length + i] = (byte) (plain[i] ^ 0x5a);
            }
            return sealed;
        }

        @Override
        public byte[] unseal(String context, byte[] sealed) {
            byte[] head = (context + "|").getBytes(StandardCharsets.UTF_8);
            if (sealed.length < head.length || !Arrays.equals(head, 0, head.length, sealed, 0, head.length)) {
                throw new BreakwaterException(Code.INTERNAL, "sealed for another context");
            }
            byte[] plain = Arrays.copyOfRange(sealed, head.length, sealed.length);
            for (int i = 0; i < plain.length; i++) {
                plain[i] ^= 0x5a;
            }
            return plain;
        }
    }
}
