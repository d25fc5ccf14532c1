package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantState;
import io.breakwater.model.HouseFact.PolicyChanged;
import io.breakwater.model.PersonId;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An administrator who is also an engineer, and wants in. */
class AdversaryTest {
    private static final Caller EVE = House.caller("eve");
    private static final PersonId PUPPET = new PersonId("puppet");
    private final House house = new House();

    AdversaryTest() {
        house.add("eve", Function.ENGINEER, Function.ADMINISTRATOR);
    }

    @Test
    void administratorWithARequest_namesNoApprovers() {
        house.room.requestAccess().request(EVE, House.asking("admin"));
        assertCode(
                Code.NOT_ALLOWED,
                () -> house.room.addPerson().add(EVE, PUPPET, "Puppet", Set.of(Function.SECURITY_APPROVER)));
        assertCode(
                Code.NOT_ALLOWED,
                () -> house.room
                        .changeFunctions()
                        .change(EVE, House.MALLORY.person(), Set.of(Function.ENGINEERING_APPROVER)));
        assertCode(
                Code.NOT_ALLOWED,
                () -> house.room.changeFunctions().change(EVE, EVE.person(), Set.of(Function.values())));
        house.room.addPerson().add(House.ADMIN, PUPPET, "Puppet", Set.of(Function.SECURITY_APPROVER));
    }

    @Test
    void administratorWithAReviewOutstanding_namesNoReviewers() {
        Grant grant = house.open(house.room.requestAccess().request(EVE, House.breaking("admin")));
        house.room.endGrant().end(EVE, grant.id());
        house.room.proveRevocation().attempt(EVE.actor(), grant.id());
        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
        assertCode(
                Code.NOT_ALLOWED,
                () -> house.room.addPerson().add(EVE, PUPPET, "Puppet", Set.of(Function.SECURITY_APPROVER)));
        house.room.addPerson().add(EVE, PUPPET, "Puppet", Set.of(Function.ENGINEER));
    }

    @Test
    void administratorUnderAnotherName_isHeldToTheSame() {
        house.room.linkPersons().link(House.ADMIN, EVE.person(), House.MALLORY.person());
        house.room.requestAccess().request(House.MALLORY, House.asking("admin"));
        assertCode(
                Code.NOT_ALLOWED,
                () -> house.room.addPerson().add(EVE, PUPPET, "Puppet", Set.of(Function.SECURITY_APPROVER)));
    }

    @Test
    @DisplayName("a policy changed between request and approval changes nothing that was asked")
    void policyWeakenedAfterTheRequest_helpsNobody() {
        Grant grant = house.room.requestAccess().request(EVE, House.asking("admin"));
        String weak = House.POLICY.replace(
                "before: { security-approver: 1, engineering-approver: 1 }", "after: { within: 1h }");
        house.room.changePolicy().change(EVE, weak);
        assertThat(house.memory.facts(PolicyChanged.class)).hasSize(2);
        assertThat(house.now(grant).terms().quorum()).hasSize(2);
        assertCode(Code.WRONG_STATE, () -> house.open(grant));
    }

    @Test
    void policyChange_isForAdministratorsOnlyAndAFact() {
        assertCode(Code.NOT_ALLOWED, () -> house.room.changePolicy().change(House.ALICE, House.POLICY));
        house.room.changePolicy().change(EVE, House.POLICY);
        assertThat(house.memory.facts(PolicyChanged.class))
                .as("the same again is no change")
                .hasSize(1);
        assertCode(Code.POLICY_INVALID, () -> house.room.changePolicy().change(EVE, "version: 2"));
    }

    @Test
    void policyAlteredInStorage_isBroken() {
        house.memory.transact(tx -> {
            var stored = tx.state()
                    .lock(io.breakwater.access.policy.PolicyInForce.class, "policy")
                    .orElseThrow();
            var value = stored.value();
            return tx.state()
                    .update(
                            stored,
                            new io.breakwater.access.policy.PolicyInForce(
                                    value.digest(),
                                    value.document().replace("longest: 4h", "longest: 24h"),
                                    value.content(),
                                    value.since(),
                                    value.by()));
        });
        assertCode(Code.POLICY_BROKEN, () -> house.room.requestAccess().request(House.ALICE, House.asking("admin")));
        assertThat(house.memory.facts(GrantRequested.class)).isEmpty();
    }

    @Test
    void requesterWithoutFunctionsLeft_stillCannotDecideOwnAccess() {
        Grant grant = house.requested();
        house.room.changeFunctions().change(House.ADMIN, House.ALICE.person(), Set.of());
        assertCode(Code.APPROVAL_NOT_YOURS, () -> house.approve(House.ALICE, grant));
    }
}
