package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.Approval;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantState;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("R15: which approvals count at this moment")
class DecidersTest {
    private final House house = new House();

    private List<Approval> counting(Grant grant) {
        return house.memory.read(
                tx -> Deciders.about(tx, grant.terms().requester()).counting(grant));
    }

    private Map<Function, Integer> missing(Grant grant) {
        return house.memory.read(
                tx -> Deciders.about(tx, grant.terms().requester()).missing(grant));
    }

    /** The grant with Sam's approval changed in one thing. */
    private Grant withApproval(Grant grant, String hash, Approval.Decision decision, boolean afterwards) {
        Approval given = grant.approvals().get(0);
        Approval other = new Approval(
                given.id(), given.by(), given.function(), decision, hash, afterwards, given.comment(), given.at());
        return GrantLife.after(
                house.now(house.requested()),
                new ApprovalGiven(grant.terms().incident(), grant.id(), other),
                house.clock.instant());
    }

    private Grant approvedBySam() {
        return house.approve(House.SAM, house.requested());
    }

    @Test
    void anApproval_countsWhileNothingChanges() {
        assertThat(counting(approvedBySam())).hasSize(1);
        assertThat(missing(approvedBySam())).isEqualTo(Map.of(Function.ENGINEERING_APPROVER, 1));
    }

    @Test
    void anApprovalOfAnythingElse_neverCounts() {
        Grant grant = approvedBySam();
        assertThat(counting(withApproval(grant, "00".repeat(32), Approval.Decision.APPROVE, false)))
                .as("bound to another request")
                .isEmpty();
        assertThat(counting(withApproval(grant, grant.requestHash(), Approval.Decision.DENY, false)))
                .isEmpty();
        assertThat(counting(withApproval(grant, grant.requestHash(), Approval.Decision.APPROVE, true)))
                .as("given afterwards, it is a review and no approval before")
                .isEmpty();
    }

    @Test
    void anApproverWhoLostTheFunction_countsNoLonger() {
        Grant grant = approvedBySam();
        house.room.changeFunctions().change(House.ADMIN, House.SAM.person(), Set.of(Function.ENGINEER));
        assertThat(counting(grant)).isEmpty();
        assertThat(missing(grant)).containsEntry(Function.SECURITY_APPROVER, 1);
    }

    @Test
    void anApproverWhoGotTheFunctionBack_countsAgain() {
        Grant grant = approvedBySam();
        house.room.changeFunctions().change(House.ADMIN, House.SAM.person(), Set.of(Function.ENGINEER));
        house.room.changeFunctions().change(House.ADMIN, House.SAM.person(), Set.of(Function.SECURITY_APPROVER));
        assertThat(counting(grant)).hasSize(1);
    }

    @Test
    void anApproverWhoLeft_countsNoLonger() {
        Grant grant = approvedBySam();
        house.room.deactivatePerson().deactivate(House.ADMIN, House.SAM.person());
        assertThat(counting(grant)).isEmpty();
    }

    @Test
    void anApproverWhoIsGoneFromTheDirectory_countsNoLonger() {
        Grant grant = approvedBySam();
        house.memory.transact(tx -> {
            tx.state().delete(Person.class, House.SAM.person().value());
            return true;
        });
        assertThat(counting(grant)).isEmpty();
    }

    @Test
    void aChainOfAliases_isOneHuman() {
        house.add("alice-two", Function.SECURITY_APPROVER);
        house.add("alice-three", Function.SECURITY_APPROVER);
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), new PersonId("alice-two"));
        house.room.linkPersons().link(House.ADMIN, new PersonId("alice-two"), new PersonId("alice-three"));
        Grant grant = house.requested();
        assertCode(Code.APPROVAL_NOT_YOURS, () -> house.approve(House.caller("alice-three"), grant));
        assertCode(Code.APPROVAL_NOT_YOURS, () -> house.approve(House.caller("alice-two"), grant));
        assertThat(house.state(grant)).isEqualTo(GrantState.REQUESTED);
    }

    @Test
    void aChainThatIsClosedInTheMiddleLast_isOneHumanToo() {
        for (String name : List.of("x-one", "x-two", "x-three", "x-four")) {
            house.add(name, Function.SECURITY_APPROVER);
        }
        house.room.linkPersons().link(House.ADMIN, new PersonId("x-one"), new PersonId("x-two"));
        house.room.linkPersons().link(House.ADMIN, new PersonId("x-three"), new PersonId("x-four"));
        house.room.linkPersons().link(House.ADMIN, new PersonId("x-two"), new PersonId("x-three"));
        Set<String> humans = Set.copyOf(house.memory.read(tx -> List.of("x-one", "x-two", "x-three", "x-four").stream()
                .map(name -> tx.state()
                        .find(Person.class, name)
                        .orElseThrow()
                        .value()
                        .human())
                .toList()));
        assertThat(humans).hasSize(1);
    }

    @Test
    void aQuorumOfTwo_takesTwoDistinctHumans() {
        Map<Function, Integer> two = Map.of(Function.SECURITY_APPROVER, 2);
        assertThat(Quorum.unmeetable(two, List.of(Set.of(Function.SECURITY_APPROVER))))
                .isEqualTo(Map.of(Function.SECURITY_APPROVER, 1));
        assertThat(Quorum.unmeetable(
                        two, List.of(Set.of(Function.SECURITY_APPROVER), Set.of(Function.SECURITY_APPROVER))))
                .isEmpty();
        assertThat(Quorum.unmeetable(two, List.of())).isEqualTo(two);
        assertThat(Quorum.unmeetable(Map.of(), List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void aFunctionNobodyHolds_fillsNoSeat(Function function) {
        assertThat(Quorum.unmeetable(Map.of(function, 1), List.of(Set.of()))).isEqualTo(Map.of(function, 1));
    }

    @Test
    void anApproverWhoLosesTheFunctionBeforeTheOpening_isFoundOutAtTheOpening() {
        Grant approved = house.approved();
        house.room.changeFunctions().change(House.ADMIN, House.ERIN.person(), Set.of(Function.ENGINEER));
        assertCode(Code.POLICY_REFUSES, () -> house.open(approved));
        assertThat(house.state(approved)).isEqualTo(GrantState.WITHDRAWN);
        assertThat(house.doors.effects()).isZero();
    }

    @Test
    void aRequesterWhoIsNotInTheDirectory_isBroken_notNo() {
        Grant grant = house.requested();
        house.memory.transact(tx -> {
            tx.state().delete(Person.class, House.ALICE.person().value());
            return true;
        });
        assertCode(Code.POLICY_BROKEN, () -> house.approve(House.SAM, grant));
        Stored<Grant> stored = house.memory.read(
                tx -> tx.state().find(Grant.class, grant.id().value()).orElseThrow());
        assertThat(stored.value().approvals()).isEmpty();
    }
}
