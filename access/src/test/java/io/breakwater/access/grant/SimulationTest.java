package io.breakwater.access.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.AccessRoom;
import io.breakwater.access.spi.FakeDoors.Call;
import io.breakwater.access.spi.FakeDoors.Died;
import io.breakwater.access.spi.FakeDoors.Fault;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.Actor;
import io.breakwater.model.Approval;
import io.breakwater.model.Approval.Decision;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantFact.GrantEnded;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole emergency from one seed, in one thread: commands of everybody, a target that breaks, a process that dies, a
 * clock that jumps, in random order; what must always hold is checked after every step.
 */
class SimulationTest {
    private static final int STEPS = 500;
    private static final int EVERY = 20;
    private static final Set<Code> EXPECTED = EnumSet.of(
            Code.NOT_ALLOWED,
            Code.NOT_FOUND,
            Code.CONFLICT,
            Code.WRONG_STATE,
            Code.POLICY_REFUSES,
            Code.POLICY_BROKEN,
            Code.MALFORMED_REQUEST,
            Code.APPROVAL_NOT_YOURS,
            Code.APPROVAL_MISMATCH,
            Code.APPROVAL_USED,
            Code.BREAK_GLASS_WITHHELD,
            Code.CREDENTIAL_GONE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("nothing lost, nothing open that should be closed, whatever breaks when")
    void emergency_fromASeed_keepsEveryPromise(long seed) {
        new Run(seed).play();
    }

    private static final class Run {
        private final Random random;
        /** Where the clock runs backwards, the journal lets no fact look older than the one before it. */
        private final boolean clockRunsBackwards;

        private final House house;
        private AccessRoom room;
        private final List<Caller> callers = List.of(
                House.ALICE,
                House.MALLORY,
                House.SAM,
                House.ERIN,
                House.BOTH,
                House.COMMANDER,
                House.NOBODY,
                House.ADMIN);
        private final Set<GrantId> approvedSeen = new HashSet<>();

        Run(long seed) {
            random = new Random(seed);
            clockRunsBackwards = seed % 2 == 1;
            house = new House(seed);
            room = house.room;
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                act();
                alwaysTrue();
                if (step % EVERY == 0) {
                    foldIsState();
                }
            }
            foldIsState();
            house.doors.heal();
            for (int i = 0; i < 60; i++) {
                house.pass(Duration.ofMinutes(30));
                quietly(() -> room.clock().tick());
            }
            trueInTheEnd();
        }

        private void act() {
            quietly(
                    switch (random.nextInt(20)) {
                        case 0, 1, 2 -> () -> room.requestAccess().request(anybody(), request());
                        case 3, 4, 5, 6 -> this::decide;
                        case 7 ->
                            () -> room.breakGlass()
                                    .breakGlass(anybody(), anyGrant().id(), second());
                        case 8, 9, 10 ->
                            () -> room.openGrant()
                                    .open(Actor.system("server"), anyGrant().id());
                        case 11 -> this::take;
                        case 12 ->
                            () -> room.endGrant().end(anybody(), anyGrant().id());
                        case 13 ->
                            () -> room.proveRevocation()
                                    .attempt(Actor.system("server"), anyGrant().id());
                        case 14 ->
                            () -> room.reviewGrant()
                                    .review(anybody(), anyGrant().id(), decision(), "looked at it");
                        case 15 -> () -> house.pass(Duration.ofSeconds(random.nextInt(5_000)));
                        case 16 -> this::breakSomething;
                        case 17 -> this::changePeople;
                        case 18 -> () -> room.reconcile().reconcile();
                        default -> () -> room.clock().tick();
                    });
        }

        private void quietly(Runnable work) {
            try {
                work.run();
            } catch (BreakwaterException e) {
                assertThat(EXPECTED).as("%s", e.getMessage()).contains(e.code());
            } catch (Died e) {
                room = house.roomOver(house.memory, random.nextLong());
            }
        }

        private AccessRequest request() {
            AccessRequest asked =
                    House.asking(List.of("admin", "reader", "sealed").get(random.nextInt(3)));
            return new AccessRequest(
                    asked.incident(),
                    asked.target(),
                    asked.role(),
                    random.nextInt(5_000) - 10,
                    asked.reason(),
                    random.nextBoolean() ? Optional.empty() : Optional.of("CHG0000001"),
                    random.nextBoolean(),
                    second());
        }

        private void decide() {
            Grant grant = anyGrant();
            String hash = random.nextInt(10) == 0 ? "0".repeat(64) : grant.requestHash();
            room.decideGrant().decide(anybody(), grant.id(), hash, decision(), Optional.empty());
        }

        private void take() {
            Grant grant = anyGrant();
            try (Credential credential = room.takeCredential().take(house.caller(grant), grant.id())) {
                house.doors.openSession(
                        credential.account(), credential.secret().reveal());
                if (random.nextInt(4) == 0) {
                    house.doors.changeSecret(credential.account(), "changed by its user".toCharArray());
                }
            } catch (IllegalStateException refusedByTheTarget) {
                assertThat(refusedByTheTarget).hasMessage("refused");
            }
            room.observeUse().observe();
        }

        private void breakSomething() {
            switch (random.nextInt(5)) {
                case 0 -> house.doors.down(true);
                case 1 -> house.doors.heal();
                case 2 ->
                    house.clock.advance(
                            Duration.ofSeconds(random.nextInt(20_000) - (clockRunsBackwards ? 10_000L : 0)));
                default ->
                    house.doors.breaking(
                            Call.values()[random.nextInt(3)], Fault.values()[random.nextInt(Fault.values().length)]);
            }
        }

        private void changePeople() {
            switch (random.nextInt(12)) {
                case 0 ->
                    room.linkPersons()
                            .link(House.ADMIN, anybody().person(), anybody().person());
                case 1 -> room.deactivatePerson().deactivate(House.ADMIN, House.COMMANDER.person());
                default ->
                    room.changeFunctions()
                            .change(
                                    anybody(),
                                    List.of(House.SAM, House.ERIN, House.BOTH)
                                            .get(random.nextInt(3))
                                            .person(),
                                    random.nextBoolean()
                                            ? Set.of(Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER)
                                            : Set.of(Function.ENGINEER));
            }
        }

        private void alwaysTrue() {
            List<Grant> grants = grants();
            Map<String, Grant> byAccount = new HashMap<>();
            grants.forEach(g -> g.account().ifPresent(account -> byAccount.put(account, g)));
            for (String account : house.doors.accountNames()) {
                assertThat(byAccount).as("never open without a durable intent").containsKey(account);
                assertThat(byAccount.get(account).state().mayBeOpen())
                        .as("never open after its end was proven")
                        .isTrue();
            }
            grants.stream()
                    .filter(g -> g.state() == GrantState.APPROVED && approvedSeen.add(g.id()))
                    .forEach(this::requireOtherHumans);
        }

        private void foldIsState() {
            boolean same = comparable(replayed()).equals(comparable(byId(grants())));
            assertThat(same).as("the fold of the facts is the state").isTrue();
        }

        private void requireOtherHumans(Grant grant) {
            Person requester = person(grant.terms().requester().value());
            Set<String> humans = new HashSet<>();
            int seats =
                    grant.terms().quorum().values().stream().mapToInt(n -> n).sum();
            for (Approval approval : grant.approvals()) {
                Person by = person(approval.by().value());
                if (by.active() && by.functions().contains(approval.function()) && !by.sameHumanAs(requester)) {
                    humans.add(by.human());
                }
            }
            assertThat(humans).hasSizeGreaterThanOrEqualTo(seats);
        }

        private void trueInTheEnd() {
            assertThat(house.doors.accountNames()).as("nothing is open").isEmpty();
            assertThat(grants()).noneMatch(g -> g.state().mayBeOpen() || g.state() == GrantState.REQUESTED);
            Set<GrantId> intended = ids(GrantIntended.class);
            assertThat(ids(RevocationProven.class))
                    .as("whatever was opened was proven closed")
                    .isEqualTo(intended);
            assertThat(ids(GrantEnded.class)).isEqualTo(intended);
            assertThat(house.memory.facts(RevocationProven.class)).as("once").hasSameSizeAs(intended);
            assertThat(house.memory.<Long>read(tx -> tx.state().count(SealedCredential.class, Map.of())))
                    .as("no secret is left")
                    .isZero();
        }

        private <F extends GrantFact> Set<GrantId> ids(Class<F> kind) {
            Set<GrantId> ids = new HashSet<>();
            house.memory.facts(kind).forEach(fact -> ids.add(fact.grant()));
            return ids;
        }

        private Map<GrantId, Grant> replayed() {
            Map<GrantId, List<GrantFact>> facts = new HashMap<>();
            Map<GrantId, List<Instant>> times = new HashMap<>();
            for (Recorded recorded : house.memory.all()) {
                if (recorded.envelope().fact() instanceof GrantFact fact) {
                    facts.computeIfAbsent(fact.grant(), g -> new ArrayList<>()).add(fact);
                    times.computeIfAbsent(fact.grant(), g -> new ArrayList<>())
                            .add(recorded.envelope().time());
                }
            }
            Map<GrantId, Grant> grants = new HashMap<>();
            facts.forEach(
                    (id, list) -> GrantLife.replay(list, times.get(id)).ifPresent(grant -> grants.put(id, grant)));
            return grants;
        }

        private Map<GrantId, Grant> comparable(Map<GrantId, Grant> grants) {
            if (clockRunsBackwards) {
                grants.replaceAll((id, grant) -> withoutTimes(grant));
            }
            return grants;
        }

        private static Grant withoutTimes(Grant grant) {
            return new Grant(
                    grant.id(),
                    grant.requestHash(),
                    grant.terms(),
                    grant.state(),
                    Instant.EPOCH,
                    grant.approvals(),
                    grant.bypassed(),
                    grant.secondPerson(),
                    grant.reviewDueAt(),
                    grant.account(),
                    grant.activatedAt().map(at -> Instant.EPOCH),
                    grant.endsAt(),
                    grant.credentialShown(),
                    grant.usedAt(),
                    grant.endReason(),
                    grant.endingAt().map(at -> Instant.EPOCH),
                    grant.revocationAttempts(),
                    grant.nextRevocationAt().map(at -> Instant.EPOCH),
                    grant.endedAt().map(at -> Instant.EPOCH),
                    grant.reviewedAt().map(at -> Instant.EPOCH));
        }

        private static Map<GrantId, Grant> byId(List<Grant> grants) {
            Map<GrantId, Grant> byId = new HashMap<>();
            grants.forEach(grant -> byId.put(grant.id(), grant));
            return byId;
        }

        private List<Grant> grants() {
            return house.memory.read(tx -> tx.state().list(Grant.class, Map.of(), "", 100_000).stream()
                    .map(Stored::value)
                    .toList());
        }

        private Grant anyGrant() {
            List<Grant> grants = grants();
            if (grants.isEmpty()) {
                return house.requested();
            }
            int recent = Math.min(grants.size(), 40);
            return grants.get(random.nextInt(recent));
        }

        private Person person(String name) {
            return house.memory.read(
                    tx -> tx.state().find(Person.class, name).orElseThrow().value());
        }

        private Caller anybody() {
            return callers.get(random.nextInt(callers.size()));
        }

        private Optional<io.breakwater.model.PersonId> second() {
            return random.nextInt(4) == 0 ? Optional.of(anybody().person()) : Optional.empty();
        }

        private Decision decision() {
            return random.nextInt(12) == 0 ? Decision.DENY : Decision.APPROVE;
        }
    }
}
