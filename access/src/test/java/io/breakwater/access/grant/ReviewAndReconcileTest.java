package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.FakeDoors.Call;
import io.breakwater.access.spi.FakeDoors.Fault;
import io.breakwater.model.Approval.Decision;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import io.breakwater.model.TargetName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R21: approval afterwards by somebody else; and reconciliation that reads the world first. */
class ReviewAndReconcileTest {
    private final House house = new House();

    @Test
    void review_withATokenTheRequesterIssued_isRefused() {
        Grant grant = endedAfterBreakingGlass(Optional.empty());
        refused(
                new Caller(House.SAM.person(), "token:TK-0000000002", Set.of(House.ALICE.person())),
                grant,
                Code.APPROVAL_NOT_YOURS);
    }

    @Test
    void review_byAnotherReviewer_closesTheMatter() {
        Grant grant = endedAfterBreakingGlass(Optional.empty());
        Grant reviewed = review(House.SAM, grant);
        assertThat(reviewed.state()).isEqualTo(GrantState.REVIEWED);
        assertThat(reviewed.approvals()).hasSize(1).allMatch(a -> a.afterwards());
        assertThat(house.story(grant)).endsWith("GrantEnded", "ApprovalGiven", "GrantReviewed");
        refused(House.ERIN, grant, Code.APPROVAL_USED);
    }

    @Test
    void review_byTheRequesterUnderAnyName_isRefused() {
        Grant grant = endedAfterBreakingGlass(Optional.empty());
        house.room.changeFunctions().change(House.ADMIN, House.ALICE.person(), Set.of(Function.SECURITY_APPROVER));
        refused(House.ALICE, grant, Code.APPROVAL_NOT_YOURS);
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.SAM.person());
        refused(House.SAM, grant, Code.APPROVAL_NOT_YOURS);
    }

    @Test
    void review_byTheSecondPerson_isRefused() {
        Grant grant = endedAfterBreakingGlass(Optional.of(House.SAM));
        refused(House.SAM, grant, Code.APPROVAL_NOT_YOURS);
        assertThat(review(House.ERIN, grant).state()).isEqualTo(GrantState.REVIEWED);
    }

    @Test
    void review_withoutTheFunction_isRefused() {
        Grant grant = endedAfterBreakingGlass(Optional.empty());
        refused(House.MALLORY, grant, Code.APPROVAL_NOT_YOURS);
        refused(House.COMMANDER, grant, Code.APPROVAL_NOT_YOURS);
        refused(House.NOBODY, grant, Code.NOT_FOUND);
    }

    @Test
    void review_ofOpenAccess_isTooEarly() {
        refused(House.SAM, house.active(), Code.WRONG_STATE);
    }

    @Test
    void review_withoutWords_isNone() {
        Grant grant = endedAfterBreakingGlass(Optional.empty());
        assertCode(
                Code.MALFORMED_TEXT,
                () -> house.room.reviewGrant().review(House.SAM, grant.id(), Decision.APPROVE, "  "));
    }

    @Test
    @DisplayName("a target that cannot be reached keeps nobody from reviewing in time")
    void review_whileTheEndIsUnproven_countsOnceItIs() {
        Grant grant = house.active();
        house.doors.down(true);
        house.end(House.ALICE, grant);
        assertThat(review(House.SAM, grant).state()).isEqualTo(GrantState.ENDING);
        house.doors.down(false);
        assertThat(house.room
                        .proveRevocation()
                        .attempt(House.SAM.actor(), grant.id())
                        .state())
                .isEqualTo(GrantState.REVIEWED);
    }

    @Test
    void review_thatSaysNo_staysOnTheRecord() {
        Grant grant = endedAfterBreakingGlass(Optional.empty());
        house.room.reviewGrant().review(House.ERIN, grant.id(), Decision.DENY, "this was no emergency");
        assertThat(house.last(GrantReviewed.class).decision()).isEqualTo(Decision.DENY);
        assertThat(house.last(GrantReviewed.class).function()).isEqualTo(Function.ENGINEERING_APPROVER);
    }

    @Test
    void strayAccount_isFoundOnceAndGoneOnce() {
        Grant grant = house.active();
        house.doors.plant("breakwater_ghost", "left over");
        Reconcile.Result first = house.room.reconcile().reconcile();
        assertThat(first.found()).extracting(StrayAccount::account).containsExactly("breakwater_ghost");
        assertThat(house.room.reconcile().reconcile().found()).isEmpty();
        assertThat(house.room.reconcile().findings()).hasSize(1);
        house.doors.uproot("breakwater_ghost");
        assertThat(house.room.reconcile().reconcile().gone()).hasSize(1);
        assertThat(house.memory.facts(StrayAccountFound.class)).hasSize(1);
        assertThat(house.memory.facts(StrayAccountGone.class)).hasSize(1);
        assertThat(house.room.reconcile().findings()).isEmpty();
        assertThat(house.state(grant)).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void accountThatCameBackAfterItsEnd_isAFinding() {
        Grant grant = house.active();
        house.end(House.ALICE, grant);
        house.pass(java.time.Duration.ofSeconds(1));
        house.doors.plant(grant.account().orElseThrow(), "restored from a backup");
        assertThat(house.room.reconcile().reconcile().found()).hasSize(1);
    }

    private void addTarget(String name, String host) {
        house.room.changePolicy().change(House.ADMIN, House.POLICY + """
                  %s:
                    provider: fake
                    settings: { host: %s }
                    roles:
                      admin:
                        settings: { groups: other_admin }
                        who: { functions: [engineer] }
                        approvals: { before: { security-approver: 1 } }
                        longest: 1h
                """.formatted(name, host));
    }

    @Test
    void accountOfAGrantOnAnotherTarget_isAFinding() {
        addTarget("other-db", "other.test");
        Grant grant = house.active();
        assertThat(house.room.reconcile().reconcile().found()).singleElement().satisfies(stray -> {
            assertThat(stray.target()).isEqualTo(new TargetName("other-db"));
            assertThat(stray.account()).isEqualTo(grant.account().orElseThrow());
        });
    }

    @Test
    void accountOfAGrantOnTheSameServerUnderAnotherName_isNone() {
        addTarget("orders-db-again", "fake.test");
        house.active();
        assertThat(house.room.reconcile().reconcile().found()).isEmpty();
    }

    @Test
    @DisplayName("a target that cannot be read clears no finding (law 3)")
    void unreachableTarget_changesNothing() {
        house.doors.plant("breakwater_ghost", "left over");
        house.room.reconcile().reconcile();
        house.doors.breaking(Call.ACCOUNTS, Fault.UNREACHABLE_BEFORE);
        Reconcile.Result result = house.room.reconcile().reconcile();
        assertThat(result.unreachable()).hasSize(1);
        assertThat(result.gone()).isEmpty();
        assertThat(house.room.reconcile().findings()).hasSize(1);
    }

    @Test
    void accountOfAGrantThatEndsWhileTheTargetIsRead_isNoFinding() {
        Grant grant = house.active();
        house.doors.during(Call.ACCOUNTS, () -> house.end(House.ALICE, grant));
        assertThat(house.room.reconcile().reconcile().found()).isEmpty();
    }

    @Test
    void hostileAccountNames_areFindingsLikeAnyOther() {
        house.doors.plant("breakwater_\"; DROP ROLE x; --\n\u202E", "\u0000\u0007 note\uD800");
        assertThat(house.room.reconcile().reconcile().found()).hasSize(1);
    }

    @Test
    void grants_areSeenByWhoWorksOnTheIncidentAndByTheRequester() {
        Grant grant = house.requested();
        Grant own = house.room.requestAccess().request(House.NOBODY, House.asking("reader"));
        Grants.Filter all = new Grants.Filter(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(house.room.grants().list(House.MALLORY, all, "", 10)).hasSize(2);
        assertThat(house.room.grants().list(House.NOBODY, all, "", 10))
                .extracting(seen -> seen.grant().id())
                .containsExactly(own.id());
        assertThat(house.room.grants().list(House.MALLORY, all, "", 1)).hasSize(1);
        assertCode(Code.NOT_FOUND, () -> house.room.grants().find(House.NOBODY, grant.id()));
        assertCode(Code.NOT_FOUND, () -> house.room.grants().find(House.MALLORY, new GrantId("GR-0000000000")));
        assertThat(house.room.grants().find(House.MALLORY, grant.id()).missing())
                .hasSize(2);
        assertThat(house.room
                        .grants()
                        .list(
                                House.SAM,
                                new Grants.Filter(
                                        Optional.of(House.INCIDENT),
                                        Optional.of(GrantState.REQUESTED),
                                        Optional.of(grant.terms().target())),
                                "",
                                10))
                .hasSize(1);
    }

    private Grant endedAfterBreakingGlass(Optional<Caller> second) {
        Grant waiting = house.requested();
        house.room.breakGlass().breakGlass(House.ALICE, waiting.id(), second.map(Caller::person));
        house.open(waiting);
        return house.end(House.ALICE, waiting);
    }

    private Grant review(Caller by, Grant grant) {
        return house.room.reviewGrant().review(by, grant.id(), Decision.APPROVE, "looked at the session; it fits");
    }

    private void refused(Caller caller, Grant grant, Code code) {
        List<ApprovalRefused> before = house.memory.facts(ApprovalRefused.class);
        assertCode(code, () -> review(caller, grant));
        assertThat(house.memory.facts(ApprovalRefused.class)).hasSize(before.size() + 1);
    }
}
