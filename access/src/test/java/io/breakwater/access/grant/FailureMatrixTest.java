package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.AccessRoom;
import io.breakwater.access.spi.FakeDoors.Call;
import io.breakwater.access.spi.FakeDoors.Died;
import io.breakwater.access.spi.FakeDoors.Fault;
import io.breakwater.access.spi.Providers;
import io.breakwater.model.Actor;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantActivationFailed;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same grant, walked through with each part broken. After each: nothing open that should be closed, every gap told. */
class FailureMatrixTest {
    private final House house = new House();

    @Test
    @DisplayName("R24: the whole life, in order, the intent before the effect")
    void nothingBroken() {
        Grant grant = house.active();
        assertThat(house.doors.accountNames()).containsExactly(grant.account().orElseThrow());
        try (Credential credential = house.room.takeCredential().take(House.ALICE, grant.id())) {
            assertThat(house.doors.logsIn(
                            credential.account(), credential.secret().reveal()))
                    .isTrue();
            assertThat(credential.secretVariable()).isEqualTo("FAKE_SECRET");
            assertThat(credential.toString())
                    .doesNotContain(new String(credential.secret().reveal()));
        }
        house.pass(Duration.ofSeconds(30));
        assertThat(house.end(House.ALICE, grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(house.story(grant))
                .containsExactly(
                        "GrantRequested",
                        "ApprovalGiven",
                        "ApprovalGiven",
                        "GrantApproved",
                        "GrantIntended",
                        "GrantActivated",
                        "CredentialHandedOut",
                        "GrantEnding",
                        "RevocationProven",
                        "GrantEnded");
        assertThat(house.now(grant).endReason()).contains(EndReason.RETURNED);
        assertThat(house.doors.accountNames()).isEmpty();
        assertThat(sealedCredentials())
                .as("the secret is gone once it is proven refused")
                .isZero();
    }

    @Test
    void intent_isDurableBeforeTheTargetIsAsked() {
        Grant approved = house.approved();
        house.doors.during(
                Call.OPEN,
                () -> assertThat(house.memory.facts(GrantIntended.class))
                        .hasSize(1)
                        .allSatisfy(fact -> assertThat(fact.account())
                                .isEqualTo(house.doors.accountNames().get(0))));
        assertThat(house.open(approved).state()).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void targetDownAtGrant_endsAndIsProvenOnceItIsBack() {
        house.doors.down(true);
        Grant grant = house.open(house.approved());
        assertThat(grant.state()).isEqualTo(GrantState.ENDING);
        assertThat(grant.endReason()).contains(EndReason.OPENING_UNKNOWN);
        assertThat(house.last(GrantActivationFailed.class).outcomeKnown()).isFalse();
        house.tick();
        assertThat(house.story(grant)).endsWith("GrantActivationFailed", "RevocationUnproven");
        house.doors.down(false);
        house.pass(Duration.ofSeconds(2));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void targetRefusesAtGrant_isProvenClosedAllTheSame() {
        house.doors.breaking(Call.OPEN, Fault.REFUSES);
        Grant grant = house.open(house.approved());
        assertThat(grant.endReason()).contains(EndReason.OPENING_FAILED);
        assertThat(house.last(GrantActivationFailed.class).outcomeKnown()).isTrue();
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void answerLostAtGrant_closesWhatWasOpened() {
        house.doors.breaking(Call.OPEN, Fault.UNREACHABLE_AFTER);
        Grant grant = house.open(house.approved());
        assertThat(house.doors.accountNames()).hasSize(1);
        assertThat(grant.state()).isEqualTo(GrantState.ENDING);
        house.tick();
        assertThat(house.doors.accountNames()).isEmpty();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DIES_BEFORE", "DIES_AFTER"})
    @DisplayName("process killed between intent and outcome: found, ended, proven")
    void killedWhileOpening_isEndedAfterTheRestart(Fault death) {
        Grant approved = house.approved();
        house.doors.breaking(Call.OPEN, death);
        assertThatThrownBy(() -> house.open(approved)).isInstanceOf(Died.class);
        assertThat(house.state(approved)).isEqualTo(GrantState.INTENDED);
        AccessRoom restarted = house.roomOver(house.memory, 99);
        restarted.clock().tick();
        assertThat(house.state(approved)).as("an opening may take a moment").isEqualTo(GrantState.INTENDED);
        house.pass(AccessClock.OPENING_PATIENCE);
        restarted.clock().tick();
        assertThat(house.state(approved)).isEqualTo(GrantState.ENDED);
        assertThat(house.now(approved).endReason()).contains(EndReason.OPENING_UNKNOWN);
        assertThat(house.doors.accountNames()).isEmpty();
        assertThat(house.memory.facts(GrantActivated.class)).isEmpty();
    }

    @Test
    @DisplayName("a start that knows of no other server ends at once what was being opened")
    void killedWhileOpening_andAloneAtTheRestart_endsWithoutWaiting() {
        Grant approved = house.approved();
        house.doors.breaking(Call.OPEN, Fault.DIES_AFTER);
        assertThatThrownBy(() -> house.open(approved)).isInstanceOf(Died.class);
        Grant active = house.active();
        AccessRoom restarted = house.roomOver(house.memory, 99);
        restarted.clock().endInterrupted();
        restarted.clock().tick();
        assertThat(house.state(approved)).isEqualTo(GrantState.ENDED);
        assertThat(house.state(active)).as("what is open in order stays open").isEqualTo(GrantState.ACTIVE);
        assertThat(house.doors.accountNames()).containsExactly(active.account().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"CLOSE", "PROBE"})
    void killedWhileClosing_goesOnAfterTheRestart(Call call) {
        Grant grant = house.active();
        house.room.endGrant().end(House.ALICE, grant.id());
        house.doors.breaking(call, Fault.DIES_AFTER);
        assertThatThrownBy(() -> house.room.proveRevocation().attempt(House.ALICE.actor(), grant.id()))
                .isInstanceOf(Died.class);
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDING);
        house.roomOver(house.memory, 99).clock().tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void killedBetweenDecisionAndOpening_isOpenedByTheClock() {
        Grant approved = house.approved();
        house.tick();
        assertThat(house.state(approved)).isEqualTo(GrantState.APPROVED);
        house.pass(AccessClock.UNOPENED_PATIENCE);
        house.tick();
        assertThat(house.state(approved)).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    @DisplayName("target down at expiry, for hours: retried with back-off, and no attempt is the last")
    void targetDownForDays_isNeverGivenUp() {
        Grant grant = house.active();
        house.pass(Duration.ofMinutes(45));
        house.doors.down(true);
        for (int i = 0; i < 2_000; i++) {
            house.tick();
            house.pass(Duration.ofSeconds(60));
        }
        Grant now = house.now(grant);
        assertThat(now.state()).isEqualTo(GrantState.ENDING);
        assertThat(now.endReason()).contains(EndReason.EXPIRED);
        assertThat(now.revocationAttempts())
                .as("2,000 minutes, at most one attempt in 5 minutes after the first ones")
                .isBetween(390, 420);
        house.doors.down(false);
        house.pass(ProveRevocation.LONGEST_PAUSE);
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
        assertThat(house.doors.accountNames()).isEmpty();
    }

    @Test
    void pauses_doubleUpToTheLongest() {
        assertThat(List.of(1, 2, 3, 9, 10, 64, 1_000_000))
                .map(ProveRevocation::pauseAfter)
                .map(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 256L, 300L, 300L, 300L);
    }

    @Test
    @DisplayName("law 4: closed is not proven")
    void probeThatStillWorks_provesNothing() {
        Grant grant = house.active();
        house.doors.breaking(Call.CLOSE, Fault.UNREACHABLE_MIDWAY);
        assertThat(house.end(House.ALICE, grant).state()).isEqualTo(GrantState.ENDING);
        house.pass(Duration.ofSeconds(1));
        house.doors.breaking(Call.PROBE, Fault.UNREACHABLE_BEFORE);
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDING);
        assertThat(house.last(RevocationUnproven.class).why()).contains("not tried");
        house.pass(Duration.ofSeconds(2));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    @DisplayName("access ends at its time though its person lost every function and no policy is in force any more")
    void revocation_needsNobodysPermission() {
        Grant grant = house.active();
        house.room.changeFunctions().change(House.ADMIN, House.ALICE.person(), Set.of());
        house.memory.transact(tx -> {
            tx.state().delete(io.breakwater.access.policy.PolicyInForce.class, "policy");
            return 0;
        });
        house.pass(Duration.ofMinutes(45));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void providerTakenOut_keepsTheDebtInsteadOfForgettingTheDoor() {
        Grant grant = house.active();
        AccessRoom without = AccessRoom.of(
                house.memory, new Providers(List.of()), new House.TestSeal(), new Random(5), () -> 0, Runnable::run);
        without.endGrant().end(House.ALICE, grant.id());
        Grant after = without.proveRevocation().attempt(House.ALICE.actor(), grant.id());
        assertThat(after.state()).isEqualTo(GrantState.ENDING);
        assertThat(house.last(RevocationUnproven.class).why()).contains("no provider of the kind fake");
        house.pass(Duration.ofSeconds(1));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    @DisplayName("the end of one of two grants on a role leaves the other as it is, and the other ends too")
    void overlappingGrants_endIndependently() {
        Grant first = house.active();
        Grant second = house.active();
        house.end(House.ALICE, first);
        assertThat(house.doors.accountNames()).containsExactly(second.account().orElseThrow());
        assertThat(house.state(second)).isEqualTo(GrantState.ACTIVE);
        try (Credential credential = house.room.takeCredential().take(House.ALICE, second.id())) {
            assertThat(house.doors.logsIn(
                            credential.account(), credential.secret().reveal()))
                    .isTrue();
        }
        house.end(House.ALICE, second);
        assertThat(house.state(second)).isEqualTo(GrantState.ENDED);
        assertThat(house.doors.accountNames()).isEmpty();
    }

    @Test
    void clockJumpingBack_lengthensNoAccess() {
        Grant grant = house.active();
        house.tick();
        house.clock.advance(Duration.ofDays(-3));
        house.nanos += Duration.ofMinutes(45).toNanos();
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
        assertThat(house.now(grant).endReason()).contains(EndReason.EXPIRED);
    }

    @Test
    void clockJumpingBack_doesNotDelayTheProof() {
        Grant grant = house.active();
        house.doors.down(true);
        house.end(House.ALICE, grant);
        house.doors.down(false);
        house.clock.advance(Duration.ofDays(-1));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
        assertThat(house.last(RevocationProven.class).millis()).isNotNegative();
    }

    @Test
    void clockJumpingForward_endsEarlyAndCleanly() {
        Grant grant = house.active();
        house.clock.advance(Duration.ofDays(400));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void clockJumpingBackWhileOpening_isFoundAllTheSame() {
        Grant approved = house.approved();
        house.doors.breaking(Call.OPEN, Fault.DIES_AFTER);
        assertThatThrownBy(() -> house.open(approved)).isInstanceOf(Died.class);
        house.clock.advance(Duration.ofDays(-30));
        house.tick();
        assertThat(house.state(approved)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void oneGrantThatFails_keepsNoOtherFromItsTurn() {
        io.breakwater.model.IncidentId other = new io.breakwater.model.IncidentId("INC-2026-0002");
        house.declare(other, 1);
        AccessRequest asked = House.asking("reader");
        Grant puzzling = house.open(house.room
                .requestAccess()
                .request(
                        House.ALICE,
                        new AccessRequest(
                                other,
                                asked.target(),
                                asked.role(),
                                86_400,
                                asked.reason(),
                                asked.ticket(),
                                false,
                                asked.secondPerson())));
        Grant healthy = house.active();
        house.memory.transact(tx -> {
            tx.state().delete(io.breakwater.model.Incident.class, other.value());
            return 0;
        });
        house.pass(Duration.ofHours(1));
        assertCode(Code.POLICY_BROKEN, house::tick);
        assertThat(house.state(healthy)).isEqualTo(GrantState.ENDED);
        assertThat(house.state(puzzling)).as("unknown ends nothing early").isEqualTo(GrantState.ACTIVE);
        house.pass(Duration.ofHours(23));
        house.tick();
        assertThat(house.state(puzzling)).as("and lengthens nothing").isEqualTo(GrantState.ENDED);
    }

    private long sealedCredentials() {
        return house.memory.read(tx -> tx.state().count(SealedCredential.class, java.util.Map.of()));
    }

    @Test
    void opening_isNoMatterOfPersons() {
        Grant approved = house.approved();
        house.room.changeFunctions().change(House.ADMIN, House.ALICE.person(), Set.of(Function.AUDITOR));
        assertThat(house.room
                        .openGrant()
                        .open(Actor.system("server"), approved.id())
                        .state())
                .as("a policy or function changed in between does not change what was asked")
                .isEqualTo(GrantState.ACTIVE);
    }
}
