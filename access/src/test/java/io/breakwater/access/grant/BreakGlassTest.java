package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The glass: who may break it, what is owed then, and what withholds it. */
class BreakGlassTest {
    private final House house = new House();

    @Test
    @DisplayName("R21: broken glass owes approval within 72 h")
    void breakGlass_owesApprovalAfterwards() {
        Grant grant = house.room.requestAccess().request(House.ALICE, House.breaking("admin"));
        assertThat(grant.bypassed()).isTrue();
        assertThat(house.last(GrantBypassed.class).reviewDueAt())
                .isEqualTo(house.clock.instant().plus(Duration.ofHours(72)));
        assertThat(house.story(grant)).containsExactly("GrantRequested", "GrantBypassed");
    }

    @Test
    void glassThatPolicyForbids_staysWhole() {
        AccessRequest request =
                new With(House.breaking("sealed")).ticket("CHG0000001").done();
        house.refused(new With(request), "break-glass", Code.BREAK_GLASS_WITHHELD);
    }

    @Test
    void breakGlass_ofAWaitingRequest_isForTheRequesterOnly() {
        Grant grant = house.requested();
        for (var other : List.of(House.MALLORY, House.SAM, House.ADMIN)) {
            assertCode(Code.NOT_FOUND, () -> house.room.breakGlass().breakGlass(other, grant.id(), Optional.empty()));
        }
        assertThat(house.room
                        .breakGlass()
                        .breakGlass(House.ALICE, grant.id(), Optional.empty())
                        .state())
                .isEqualTo(GrantState.BYPASSED);
        assertCode(
                Code.WRONG_STATE, () -> house.room.breakGlass().breakGlass(House.ALICE, grant.id(), Optional.empty()));
    }

    private void aliceOwes() {
        house.oweApproval(house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.MISSED);
    }

    @Test
    @DisplayName("consequence: no further break-glass with a missed approval, unless somebody is there")
    void missedApproval_withholdsTheGlass() {
        aliceOwes();
        assertThat(house.explained(House.breaking("admin"))).isEqualTo(Verdict.NEEDS_APPROVAL);
        house.refused(new With(House.breaking("admin")).second("alice"), "second-person", Code.BREAK_GLASS_WITHHELD);
        house.refused(new With(House.breaking("admin")).second("norbert"), "second-person", Code.BREAK_GLASS_WITHHELD);
        house.refused(new With(House.breaking("admin")).second("ghost"), "second-person", Code.BREAK_GLASS_WITHHELD);
        assertThat(breaking(Optional.empty()).state()).isEqualTo(GrantState.REQUESTED);
    }

    private Grant breaking(Optional<String> second) {
        With request = new With(House.breaking("admin"));
        return house.room
                .requestAccess()
                .request(
                        House.ALICE, second.map(request::second).orElse(request).done());
    }

    @Test
    void secondPersonWhoIsOnlyNamed_breaksNoGlass() {
        aliceOwes();
        Grant waiting = breaking(Optional.of("mallory"));
        assertThat(waiting.state()).isEqualTo(GrantState.REQUESTED);
        assertThat(house.story(waiting)).containsExactly("GrantRequested");
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.ALICE, waiting.id(), Optional.of(House.SAM.person())));
        assertThat(house.state(waiting)).isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void secondPersonWhoActs_breaksTheGlass_andIsOnTheRecord() {
        aliceOwes();
        Grant waiting = breaking(Optional.empty());
        Grant broken = house.room.breakGlass().breakGlass(House.MALLORY, waiting.id(), Optional.empty());
        assertThat(broken.state()).isEqualTo(GrantState.BYPASSED);
        assertThat(broken.secondPerson()).contains(House.MALLORY.person());
        assertThat(house.last(GrantBypassed.class).by()).isEqualTo(House.ALICE.person());
    }

    @Test
    void secondPersonWhoCannotBeOne_breaksNoGlass() {
        aliceOwes();
        Grant waiting = breaking(Optional.empty());
        assertCode(
                Code.NOT_FOUND, () -> house.room.breakGlass().breakGlass(House.NOBODY, waiting.id(), Optional.empty()));
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.MALLORY.person());
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.MALLORY, waiting.id(), Optional.empty()));
    }

    @Test
    void secondPersonWithATokenTheRequesterIssued_isRefused_andThatIsAFact() {
        aliceOwes();
        Grant waiting = breaking(Optional.empty());
        Caller puppet = new Caller(House.SAM.person(), "token:TK-0000000002", Set.of(House.ALICE.person()));
        assertCode(
                Code.APPROVAL_NOT_YOURS,
                () -> house.room.breakGlass().breakGlass(puppet, waiting.id(), Optional.empty()));
        assertThat(house.last(ApprovalRefused.class).by()).isEqualTo(House.SAM.person());
        assertThat(house.state(waiting)).isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void missedApprovalUnderAnotherName_withholdsTheGlassToo() {
        aliceOwes();
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.MALLORY.person());
        assertThat(house.room
                        .requestAccess()
                        .request(House.MALLORY, House.breaking("admin"))
                        .state())
                .isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void twoDebtors_doNotCoverEachOther() {
        house.oweApproval(
                house.room.requestAccess().request(House.MALLORY, House.breaking("admin")), DebtStatus.MISSED);
        aliceOwes();
        house.refused(
                new With(House.breaking("admin")).second("mallory"), "missed-approval", Code.BREAK_GLASS_WITHHELD);
        Grant waiting = breaking(Optional.empty());
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.MALLORY, waiting.id(), Optional.empty()));
    }

    @Test
    void debtThatIsNotMissed_withholdsNothing() {
        house.oweApproval(house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.OPEN);
        assertThat(house.explained(House.breaking("admin"))).isEqualTo(Verdict.BREAK_GLASS);
    }

    @Test
    void waitingRequest_isHeldToTheSameConsequence() {
        Grant waiting = house.requested();
        house.oweApproval(house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.MISSED);
        assertCode(
                Code.BREAK_GLASS_WITHHELD,
                () -> house.room.breakGlass().breakGlass(House.ALICE, waiting.id(), Optional.empty()));
        assertThat(house.room
                        .breakGlass()
                        .breakGlass(House.SAM, waiting.id(), Optional.empty())
                        .state())
                .isEqualTo(GrantState.BYPASSED);
    }

    @Test
    void missedApprovalOfADrill_withholdsNoGlassInAnEmergency() {
        house.oweApproval(
                house.room.requestAccess().request(House.ALICE, House.breaking("admin")), DebtStatus.MISSED, true);
        assertThat(house.explained(House.breaking("admin"))).isEqualTo(Verdict.BREAK_GLASS);
    }
}
