package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.FakeDoors.Call;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who and what ends access, and what becomes of a request that is not open yet. */
class EndGrantTest {
    private final House house = new House();

    @Test
    void requestNobodyDecides_isWithdrawnInTime() {
        Grant grant = house.requested();
        house.pass(Duration.ofHours(8).minusSeconds(1));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.REQUESTED);
        house.pass(Duration.ofSeconds(1));
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.WITHDRAWN);
    }

    @Test
    void requesterDeactivated_losesOpenAccess() {
        Grant grant = house.active();
        house.room.deactivatePerson().deactivate(House.ADMIN, House.ALICE.person());
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
        assertThat(house.last(GrantEnding.class).why()).isEqualTo(EndReason.ORDERED);
    }

    @Test
    void incidentClosed_endsItsAccess() {
        Grant grant = house.active();
        house.closeIncident();
        house.tick();
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
    }

    @Test
    void incidentClosedBeforeOpening_withdrawsTheGrant() {
        Grant approved = house.approved();
        house.closeIncident();
        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.state(approved)).isEqualTo(GrantState.WITHDRAWN);
        assertThat(house.doors.effects()).isZero();
    }

    @Test
    void endOrderedWhileOpening_isRefusedUntilItIsOpen() {
        Grant approved = house.approved();
        house.doors.during(
                Call.OPEN,
                () -> assertCode(Code.WRONG_STATE, () -> house.room.endGrant().end(House.ALICE, approved.id())));
        assertThat(house.open(approved).state()).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void end_isForTheRequesterAndThoseInCharge() {
        Grant grant = house.active();
        assertCode(Code.NOT_ALLOWED, () -> house.room.endGrant().end(House.MALLORY, grant.id()));
        assertCode(Code.NOT_FOUND, () -> house.room.endGrant().end(House.NOBODY, grant.id()));
        assertThat(house.end(House.COMMANDER, grant).endReason()).contains(EndReason.ORDERED);
        assertThat(house.end(House.COMMANDER, grant).state())
                .as("once more changes nothing")
                .isEqualTo(GrantState.ENDED);
        assertThat(house.memory.facts(GrantEnding.class)).hasSize(1);
    }

    @Test
    void endOfARequest_takesItBack() {
        Grant grant = house.requested();
        assertThat(house.room.endGrant().end(House.ALICE, grant.id()).state()).isEqualTo(GrantState.WITHDRAWN);
        assertCode(Code.WRONG_STATE, () -> house.room.endGrant().end(House.ALICE, grant.id()));
        assertCode(Code.WRONG_STATE, () -> house.open(grant));
    }
}
