package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.FakeDoors.Call;
import io.breakwater.access.spi.FakeDoors.Fault;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantState;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An opening that takes effect only when its end is proven already, and two servers at one grant. */
class LateOpeningTest {
    private final House house = new House();

    @Test
    @DisplayName("an opening that hangs until after its end was proven leaves nothing open")
    void openingSlowerThanTheClock_isClosedAgain() {
        Grant approved = house.approved();
        house.doors.breaking(Call.OPEN);
        house.doors.during(Call.OPEN, () -> {
            house.pass(AccessClock.OPENING_PATIENCE);
            house.tick();
            assertThat(house.state(approved)).isEqualTo(GrantState.ENDED);
            house.doors.plant(house.now(approved).account().orElseThrow(), "the opening took effect only now");
        });
        house.open(approved);
        assertThat(house.doors.accountNames()).isEmpty();
        assertThat(house.memory.facts(GrantActivated.class)).isEmpty();
    }

    private Grant openedAfterItsEnd() {
        Grant approved = house.approved();
        house.doors.during(Call.OPEN, () -> {
            house.pass(AccessClock.OPENING_PATIENCE);
            house.tick();
            house.doors.plant(house.now(approved).account().orElseThrow(), "the opening took effect only now");
        });
        return approved;
    }

    @Test
    @DisplayName("what opened after its end is a finding until it was tried and refused")
    void openingAfterTheEnd_isOnTheRecord_andGoneOnceRefused() {
        house.open(openedAfterItsEnd());
        assertThat(house.last(StrayAccountFound.class).detail()).contains("opened after it had been proven closed");
        assertThat(house.memory.facts(StrayAccountGone.class)).hasSize(1);
        assertThat(house.room.reconcile().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"CLOSE", "PROBE"})
    void openingAfterTheEnd_thatIsNotProvenClosed_staysAFinding(Call broken) {
        Grant late = openedAfterItsEnd();
        house.doors.during(Call.PROBE, () -> house.doors.breaking(broken, Fault.UNREACHABLE_BEFORE));
        assertCode(Code.TARGET_UNREACHABLE, () -> house.open(late));
        assertThat(house.room.reconcile().findings())
                .singleElement()
                .satisfies(stray -> assertThat(stray.account())
                        .isEqualTo(house.now(late).account().orElseThrow()));
        assertThat(house.memory.facts(StrayAccountGone.class)).isEmpty();
    }

    @Test
    @DisplayName("a proof taken before the door opened late is no proof")
    void proofFromBeforeALateOpening_isOutdated() {
        Grant approved = house.approved();
        house.doors.down(true);
        house.doors.during(Call.OPEN, () -> {});
        house.doors.heal();
        house.doors.during(Call.OPEN, () -> {
            house.pass(AccessClock.OPENING_PATIENCE);
            house.doors.down(true);
            house.tick();
            house.doors.down(false);
        });
        Grant late = house.open(approved);
        assertThat(late.state()).isEqualTo(GrantState.ENDING);
        assertThat(house.last(RevocationUnproven.class).why()).contains("opened after its end was ordered");
        house.tick();
        assertThat(house.state(approved)).isEqualTo(GrantState.ENDED);
        assertThat(house.doors.accountNames()).isEmpty();
    }

    @Test
    void twoOpenersAtOnce_openOnce() throws Exception {
        Grant approved = house.approved();
        assertThat(House.succeeding(6, () -> house.open(approved))).isEqualTo(1);
        assertThat(house.memory.facts(GrantIntended.class)).hasSize(1);
        assertThat(house.memory.facts(GrantActivated.class)).hasSize(1);
        assertThat(house.doors.effects()).isEqualTo(1);
    }

    @Test
    void twoClosersAtOnce_proveOnce() throws Exception {
        Grant grant = house.active();
        House.succeeding(6, () -> house.end(House.ALICE, grant));
        assertThat(house.memory.facts(GrantEnding.class)).hasSize(1);
        assertThat(house.memory.facts(RevocationProven.class)).hasSize(1);
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    @DisplayName("a proof taken while somebody else found the door open is thrown away")
    void proofThatAnotherAttemptOvertook_isOutdated() {
        Grant grant = house.active();
        house.room.endGrant().end(House.ALICE, grant.id());
        house.doors.during(
                Call.PROBE,
                () -> house.memory.transact(tx -> {
                    OpenRecord record = OpenRecord.lock(tx, grant.id());
                    record.append(
                            House.ALICE.actor(),
                            new RevocationUnproven(
                                    grant.terms().incident(), grant.id(), 1, "the door opened meanwhile", tx.now()));
                    return true;
                }));
        house.room.proveRevocation().attempt(House.ALICE.actor(), grant.id());
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDING);
        house.room.proveRevocation().attempt(House.ALICE.actor(), grant.id());
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }
}
