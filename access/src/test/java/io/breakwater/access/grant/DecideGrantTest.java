package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Approval.Decision;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantApproved;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R15: requester, approver and executor are different human beings; R04: approvals are bound to what is asked. */
class DecideGrantTest {
    private final House house = new House();
    private final Grant grant = house.requested();

    @Test
    @DisplayName("an administrator who issued bob's token does not approve his own access as bob")
    void approval_withATokenTheRequesterIssued_isRefused_andThatIsAFact() {
        Grant grant = house.requested();
        Caller puppet = new Caller(House.SAM.person(), "token:TK-0000000002", Set.of(House.ALICE.person()));
        assertCode(Code.APPROVAL_NOT_YOURS, () -> house.approve(puppet, grant));
        assertThat(house.last(ApprovalRefused.class).by()).isEqualTo(House.SAM.person());
        Caller others = new Caller(House.SAM.person(), "token:TK-0000000003", Set.of(House.ADMIN.person()));
        assertThat(house.approve(others, grant).approvals()).hasSize(1);
    }

    @Test
    void approval_withATokenTheRequesterIssuedUnderAnotherName_isRefused() {
        Grant grant = house.requested();
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.MALLORY.person());
        Caller puppet = new Caller(House.SAM.person(), "token:TK-0000000002", Set.of(House.MALLORY.person()));
        assertCode(Code.APPROVAL_NOT_YOURS, () -> house.approve(puppet, grant));
    }

    @Test
    void quorum_isCompleteWithOneOfEach() {
        assertThat(house.approve(House.SAM, grant).state()).isEqualTo(GrantState.REQUESTED);
        assertThat(house.approve(House.ERIN, grant).state()).isEqualTo(GrantState.APPROVED);
        assertThat(house.story(grant))
                .containsExactly("GrantRequested", "ApprovalGiven", "ApprovalGiven", "GrantApproved");
    }

    @Test
    void approval_ofAnotherHash_isRefused() {
        String other = house.room
                .requestAccess()
                .request(House.ALICE, House.asking("admin"))
                .requestHash();
        assertThat(other).isNotEqualTo(grant.requestHash());
        refused(House.SAM, other, Code.APPROVAL_MISMATCH);
        refused(House.SAM, "", Code.APPROVAL_MISMATCH);
        refused(House.SAM, grant.requestHash().toUpperCase(java.util.Locale.ROOT), Code.APPROVAL_MISMATCH);
    }

    @Test
    void approval_byTheRequester_isRefused() {
        house.room.changeFunctions().change(House.ADMIN, House.ALICE.person(), Set.of(Function.SECURITY_APPROVER));
        refused(House.ALICE, grant.requestHash(), Code.APPROVAL_NOT_YOURS);
    }

    @Test
    void approval_byRequesterUnderAnotherAlias_isRefused() {
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.SAM.person());
        refused(House.SAM, grant.requestHash(), Code.APPROVAL_NOT_YOURS);
    }

    @Test
    void approval_byAnAliasOfAnAlias_isRefused() {
        house.room.linkPersons().link(House.ADMIN, House.ERIN.person(), House.SAM.person());
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.ERIN.person());
        refused(House.SAM, grant.requestHash(), Code.APPROVAL_NOT_YOURS);
    }

    @Test
    void approval_givenBeforeTheAliasWasFound_doesNotCountAnyLonger() {
        house.approve(House.SAM, grant);
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.SAM.person());
        assertThat(house.approve(House.ERIN, grant).state()).isEqualTo(GrantState.REQUESTED);
        assertThat(house.approve(House.BOTH, grant).state()).isEqualTo(GrantState.APPROVED);
    }

    @Test
    void approval_withoutTheFunction_isRefused() {
        refused(House.MALLORY, grant.requestHash(), Code.APPROVAL_NOT_YOURS);
        refused(House.COMMANDER, grant.requestHash(), Code.APPROVAL_NOT_YOURS);
        refused(House.ADMIN, grant.requestHash(), Code.APPROVAL_NOT_YOURS);
    }

    @Test
    void approval_byWhoMayNotSeeTheGrant_looksLikeNoGrant() {
        refused(House.NOBODY, grant.requestHash(), Code.NOT_FOUND);
        assertCode(
                Code.NOT_FOUND,
                () -> house.room
                        .decideGrant()
                        .decide(
                                House.SAM,
                                new GrantId("GR-0000000000"),
                                grant.requestHash(),
                                Decision.APPROVE,
                                Optional.empty()));
    }

    @Test
    void approval_byWhoWasDeactivated_isRefused() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.SAM.person());
        refused(House.SAM, grant.requestHash(), Code.NOT_ALLOWED);
    }

    @Test
    @DisplayName("double and replayed approval: one effect, and the attempt is on the record")
    void approval_twice_isUsed() {
        house.approve(House.SAM, grant);
        refused(House.SAM, grant.requestHash(), Code.APPROVAL_USED);
        assertThat(house.now(grant).approvals()).hasSize(1);
    }

    @Test
    void approval_ofOneHumanUnderTwoNames_countsOnce() {
        house.room.linkPersons().link(House.ADMIN, House.SAM.person(), House.ERIN.person());
        house.approve(House.SAM, grant);
        refused(House.ERIN, grant.requestHash(), Code.APPROVAL_USED);
    }

    @Test
    void approvals_ofTwoFoundToBeOneHuman_countOnceFromThenOn() {
        Grant approved = house.approved();
        house.room.linkPersons().link(House.ADMIN, House.SAM.person(), House.ERIN.person());
        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.state(approved)).isEqualTo(GrantState.WITHDRAWN);
        assertThat(house.doors.effects()).isZero();
    }

    @Test
    void personWithBothFunctions_fillsOneSeatOnly() {
        assertThat(house.approve(House.BOTH, grant).state()).isEqualTo(GrantState.REQUESTED);
        refused(House.BOTH, grant.requestHash(), Code.APPROVAL_USED);
    }

    @Test
    void personWithBothFunctions_takesTheSeatOthersCannotFill() {
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ERIN.person());
        Grant first = house.approve(House.BOTH, grant);
        assertThat(first.approvals().get(0).function()).isEqualTo(Function.ENGINEERING_APPROVER);
        assertThat(house.approve(House.SAM, grant).state()).isEqualTo(GrantState.APPROVED);
    }

    @Test
    void approver_whoLostTheFunctionMeanwhile_isNotCounted() {
        house.approve(House.SAM, grant);
        house.room.changeFunctions().change(House.ADMIN, House.SAM.person(), Set.of());
        assertThat(house.approve(House.ERIN, grant).state()).isEqualTo(GrantState.REQUESTED);
        assertThat(house.room.grants().find(House.ERIN, grant.id()).missing())
                .containsExactly(java.util.Map.entry(Function.SECURITY_APPROVER, 1));
    }

    @Test
    void approver_whoLostTheFunctionBeforeOpening_undoesTheDecision() {
        Grant approved = house.approved();
        house.room.changeFunctions().change(House.ADMIN, House.SAM.person(), Set.of(Function.ENGINEER));
        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.state(approved)).isEqualTo(GrantState.WITHDRAWN);
        assertThat(house.doors.effects()).isZero();
    }

    @Test
    void denial_endsTheRequest() {
        house.approve(House.SAM, grant);
        assertThat(house.room
                        .decideGrant()
                        .decide(House.ERIN, grant.id(), grant.requestHash(), Decision.DENY, Optional.of("not now"))
                        .state())
                .isEqualTo(GrantState.DENIED);
        refused(House.BOTH, grant.requestHash(), Code.WRONG_STATE);
        assertCode(Code.WRONG_STATE, () -> house.open(grant));
    }

    @Test
    void denial_byWhoMayNotDecide_isRefused() {
        assertCode(
                Code.APPROVAL_NOT_YOURS,
                () -> house.room
                        .decideGrant()
                        .decide(House.MALLORY, grant.id(), grant.requestHash(), Decision.DENY, Optional.empty()));
        assertThat(house.state(grant)).isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void decision_onWhatIsDecided_isRefused() {
        house.approve(House.SAM, grant);
        house.approve(House.ERIN, grant);
        refused(House.BOTH, grant.requestHash(), Code.WRONG_STATE);
    }

    @Test
    void concurrentApprovals_haveExactlyOneEffectEach() throws Exception {
        List<Caller> callers = List.of(House.SAM, House.ERIN, House.BOTH, House.SAM, House.ERIN, House.BOTH);
        ExecutorService pool = Executors.newFixedThreadPool(callers.size());
        try {
            List<Callable<Integer>> calls = callers.stream()
                    .<Callable<Integer>>map(caller -> () -> attempt(caller))
                    .toList();
            int given = 0;
            for (Future<Integer> call : pool.invokeAll(calls)) {
                given += call.get();
            }
            assertThat(given).isEqualTo(2);
        } finally {
            pool.shutdownNow();
        }
        assertThat(house.memory.facts(GrantApproved.class)).hasSize(1);
        assertThat(house.memory.facts(ApprovalGiven.class)).hasSize(2);
        assertThat(house.memory.facts(ApprovalRefused.class)).hasSize(4);
    }

    private int attempt(Caller caller) {
        try {
            house.approve(caller, grant);
            return 1;
        } catch (io.breakwater.model.BreakwaterException e) {
            return 0;
        }
    }

    private void refused(Caller caller, String hash, Code code) {
        int before = house.memory.facts(ApprovalRefused.class).size();
        assertCode(
                code,
                () -> house.room.decideGrant().decide(caller, grant.id(), hash, Decision.APPROVE, Optional.empty()));
        assertThat(house.memory.facts(ApprovalRefused.class)).hasSize(before + 1);
        assertThat(house.last(ApprovalRefused.class).code()).isEqualTo(code);
        assertThat(house.last(ApprovalRefused.class).by()).isEqualTo(caller.person());
    }
}
