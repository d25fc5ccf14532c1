package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.policy.PolicyInForce;
import io.breakwater.model.Approval.Decision;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantState;
import io.breakwater.model.Incident;
import io.breakwater.model.Person;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Windows of time: grants that overlap, requests and approvals that grow old, look-ups that fail in between")
class WindowsTest {
    /** How long a request waits unless policy says otherwise. */
    private static final Duration WAITS = Duration.ofHours(8);

    private final House house = new House();

    // --- windows on one role that overlap ----------------------------------------------------------------------------

    @Test
    void windowsThatOverlap_endEachAtItsOwnTime() {
        Grant early = house.active();
        house.pass(Duration.ofMinutes(30));
        Grant late = house.active();

        house.pass(Duration.ofMinutes(15));
        house.tick();
        assertThat(house.state(early)).isEqualTo(GrantState.ENDED);
        assertThat(house.state(late)).isEqualTo(GrantState.ACTIVE);
        assertThat(house.doors.accountNames()).containsExactly(late.account().orElseThrow());

        house.pass(Duration.ofMinutes(30));
        house.tick();
        assertThat(house.now(late).endReason()).contains(EndReason.EXPIRED);
        assertThat(house.doors.accountNames()).isEmpty();
    }

    @Test
    void secondWindow_doesNotLengthenTheFirst_norTheFirstShortenTheSecond() {
        Grant first = house.active();
        Grant second = house.active();

        assertThat(second.account()).isNotEqualTo(first.account());
        assertThat(house.now(first).endsAt()).isEqualTo(first.endsAt());
        house.end(House.COMMANDER, second);
        assertThat(house.state(first)).isEqualTo(GrantState.ACTIVE);
        assertThat(house.now(first).endsAt()).isEqualTo(first.endsAt());
    }

    @Test
    void approvalsOfOneWindow_openNoOther() {
        Grant approved = house.approved();
        Grant beside = house.requested();

        assertCode(Code.WRONG_STATE, () -> house.open(beside));
        assertThat(house.state(beside)).isEqualTo(GrantState.REQUESTED);
        assertCode(
                Code.APPROVAL_MISMATCH,
                () -> house.room
                        .decideGrant()
                        .decide(House.SAM, beside.id(), approved.requestHash(), Decision.APPROVE, Optional.empty()));
    }

    @Test
    void windowWhoseEndCannotBeProven_keepsNoOtherFromEnding() {
        Grant first = house.active();
        Grant second = house.active();
        house.doors.down(true);
        house.end(House.ALICE, first);
        house.doors.down(false);
        house.end(House.ALICE, second);

        assertThat(house.state(first)).isEqualTo(GrantState.ENDING);
        assertThat(house.state(second)).isEqualTo(GrantState.ENDED);
    }

    // --- requests and approvals that grow old ------------------------------------------------------------------------

    @Test
    void approvalThatComesTooLate_isRefused_alsoBeforeTheClockComesRound() {
        Grant asked = house.requested();
        house.approve(House.SAM, asked);
        house.pass(WAITS);

        assertCode(Code.WRONG_STATE, () -> house.approve(House.ERIN, asked));
        assertThat(house.last(ApprovalRefused.class).by()).isEqualTo(House.ERIN.person());
        assertThat(house.state(asked)).isEqualTo(GrantState.REQUESTED);
        house.tick();
        assertThat(house.last(GrantWithdrawn.class).why()).isEqualTo("nobody decided in time");
    }

    @Test
    void approvalInTheLastSecond_counts() {
        Grant asked = house.requested();
        house.approve(House.SAM, asked);
        house.pass(WAITS.minusSeconds(1));

        assertThat(house.approve(House.ERIN, asked).state()).isEqualTo(GrantState.APPROVED);
    }

    @Test
    void approvalsThatNobodyUsedInTime_openNothing_alsoBeforeTheClockComesRound() {
        Grant approved = house.approved();
        house.pass(WAITS);

        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.state(approved)).isEqualTo(GrantState.WITHDRAWN);
        assertThat(house.last(GrantWithdrawn.class).why()).isEqualTo("not opened in time");
        assertThat(house.doors.accountNames()).isEmpty();
    }

    @Test
    void approvalsThatGrewOld_areNotMadeNewByAnotherRequest() {
        Grant old = house.approved();
        house.pass(WAITS);
        house.tick();
        Grant again = house.requested();

        assertThat(house.state(old)).isEqualTo(GrantState.WITHDRAWN);
        assertThat(house.now(again).approvals()).isEmpty();
        assertCode(Code.WRONG_STATE, () -> house.open(again));
    }

    @Test
    void glassThatWasBrokenAndNotUsed_growsOldToo() {
        Grant broken = house.room.requestAccess().request(House.ALICE, House.breaking("admin"));
        house.pass(WAITS);

        assertCode(Code.POLICY_REFUSES, () -> house.open(broken));
        assertThat(house.state(broken)).isEqualTo(GrantState.WITHDRAWN);
    }

    // --- between the decision and the opening ------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(classes = {Person.class, Incident.class})
    @DisplayName("law 3: a look-up that fails at the opening opens nothing, and the decision is not lost by it")
    void lookUpThatFailsAtTheOpening_opensNothing_andTheNextTryMayWork(Class<?> kind) {
        Grant approved = house.approved();
        var broken = house.roomOver(new FailingJournal(house.memory, kind), 7);

        assertCode(Code.INTERNAL, () -> broken.openGrant().open(House.ALICE.actor(), approved.id()));
        assertThat(house.state(approved)).isEqualTo(GrantState.APPROVED);
        assertThat(house.doors.accountNames()).isEmpty();
        assertThat(house.open(approved).state()).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void lookUpOfApproversThatFails_countsNobody() {
        Grant asked = house.requested();
        var broken = house.roomOver(new FailingJournal(house.memory, Person.class), 7);

        assertCode(
                Code.INTERNAL,
                () -> broken.decideGrant()
                        .decide(House.SAM, asked.id(), asked.requestHash(), Decision.APPROVE, Optional.empty()));
        assertThat(house.now(asked).approvals()).isEmpty();
    }

    @Test
    void requesterWhoLosesEveryFunctionBeforeTheOpening_keepsWhatWasApproved() {
        Grant approved = house.approved();
        house.room.changeFunctions().change(House.ADMIN, House.ALICE.person(), Set.of());

        assertThat(house.open(approved).state())
                .as("a policy that changes changes nothing asked before; the terms were approved")
                .isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void requesterWhoMayNotActAnyLonger_opensNothing() {
        Grant approved = house.approved();
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ALICE.person());

        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.doors.accountNames()).isEmpty();
    }

    @Test
    void bothApproversLost_areBothMissed() {
        Grant approved = house.approved();
        house.room.changeFunctions().change(House.ADMIN, House.SAM.person(), Set.of(Function.AUDITOR));
        house.room.changeFunctions().change(House.ADMIN, House.ERIN.person(), Set.of());

        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.last(GrantWithdrawn.class).why()).contains("an approval does not hold any longer");
    }

    @Test
    void policyThatIsGoneBeforeTheOpening_changesNothingThatWasAsked() {
        Grant approved = house.approved();
        house.memory.transact(tx -> {
            tx.state().delete(PolicyInForce.class, PolicyInForce.ID);
            return 0;
        });

        assertThat(house.open(approved).state()).isEqualTo(GrantState.ACTIVE);
    }
}
