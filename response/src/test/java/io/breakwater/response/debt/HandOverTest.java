package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtHandedOver;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.PersonId;
import io.breakwater.response.World;
import io.breakwater.response.incident.AssignRole;
import io.breakwater.response.incident.ClaimTicket;
import io.breakwater.response.incident.ConfirmTicket;
import io.breakwater.response.incident.ReleaseRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the commander owes is owed by whoever commands")
class HandOverTest {
    private static final String RULE = "change-documented";

    private final World world = new World();
    private IncidentId incident = new IncidentId("INC-2026-0001");

    @BeforeEach
    void declaredByAlice() {
        incident = world.declared();
        world.settle();
    }

    private void assign(PersonId person, IncidentRole role) {
        new AssignRole(world.journal).assign(as(BOB), incident, role, person);
        world.settle();
    }

    private FactId release(PersonId person) {
        FactId fact = new ReleaseRole(world.journal)
                .release(as(person), incident, IncidentRole.COMMANDER, person)
                .receipts()
                .get(0)
                .fact();
        world.settle();
        return fact;
    }

    private List<DebtHandedOver> handedOver() {
        return world.journal.facts(DebtHandedOver.class);
    }

    @Test
    void commandHandedOver_takesTheDebtsAlong_withAFactThatNamesWhy() {
        assertThat(world.debt(RULE).owner()).isEqualTo("person:alice");
        assign(BOB, IncidentRole.COMMANDER);
        FactId because = release(ALICE);

        assertThat(world.debt(RULE).owner()).isEqualTo("person:bob");
        assertThat(handedOver())
                .containsExactly(new DebtHandedOver(
                        world.debt(RULE).id(), RULE, Optional.of(incident), "person:alice", "person:bob", because));
    }

    @Test
    void nothingElseOfTheDebt_changes() {
        Debt before = world.debt(RULE);
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);
        Debt after = world.debt(RULE);

        assertThat(after.dueAt()).isEqualTo(before.dueAt());
        assertThat(after.openedAt()).isEqualTo(before.openedAt());
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.openedBy()).isEqualTo(before.openedBy());
        assertThat(after.controls()).isEqualTo(before.controls());
    }

    @Test
    void aSecondCommanderBesideTheFirst_owesNothingYet() {
        assign(BOB, IncidentRole.COMMANDER);

        assertThat(world.debt(RULE).owner()).isEqualTo("person:alice");
        assertThat(handedOver()).isEmpty();
    }

    @Test
    void anotherRole_handsNothingOver() {
        assign(BOB, IncidentRole.SCRIBE);
        new ReleaseRole(world.journal).release(as(BOB), incident, IncidentRole.SCRIBE, BOB);
        world.settle();

        assertThat(world.debt(RULE).owner()).isEqualTo("person:alice");
        assertThat(handedOver()).isEmpty();
    }

    @Test
    void withoutCommander_theFunctionOwes_untilSomebodyTakesOver() {
        release(ALICE);
        assertThat(world.debt(RULE).owner()).isEqualTo("function:commander");

        assign(CAROL, IncidentRole.COMMANDER);
        assertThat(world.debt(RULE).owner()).isEqualTo("person:carol");
        assertThat(handedOver())
                .extracting(DebtHandedOver::before, DebtHandedOver::after)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("person:alice", "function:commander"),
                        org.assertj.core.groups.Tuple.tuple("function:commander", "person:carol"));
    }

    @Test
    void aMissedDebt_isHandedOverToo_andStaysMissed() {
        world.pass(Duration.ofDays(4));
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);

        assertThat(world.debt(RULE).owner()).isEqualTo("person:bob");
        assertThat(world.debt(RULE).status()).isEqualTo(DebtStatus.MISSED);
    }

    @Test
    void whatIsPaid_staysWithWhoOwedIt() {
        new ClaimTicket(world.journal).claim(as(ALICE), incident, "CHG0000001", Optional.empty());
        new ConfirmTicket(world.journal).confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen");
        world.settle();
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);

        assertThat(world.debt(RULE).owner()).isEqualTo("person:alice");
        assertThat(world.debt("ticket-validated").owner()).isEqualTo("person:alice");
        assertThat(handedOver()).isEmpty();
    }

    @Test
    void whatAFunctionOwes_staysWithIt() {
        var grant = world.grant(incident, 1, GrantState.ACTIVE);
        world.happens(new GrantBypassed(incident, grant, ALICE, Optional.empty(), world.now()));
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);

        assertThat(world.debt("approval-afterwards").owner()).isEqualTo("function:security-approver");
    }

    @Test
    void theDebtsOfAnotherIncident_stayWithItsCommander() {
        IncidentId other = world.declared();
        world.settle();
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);

        assertThat(world.debts(RULE))
                .extracting(debt -> debt.incident().orElseThrow(), Debt::owner)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(incident, "person:bob"),
                        org.assertj.core.groups.Tuple.tuple(other, "person:alice"));
    }

    @Test
    void everyDebtOfTheCommander_isHandedOver_eachOnce() {
        new ClaimTicket(world.journal).claim(as(ALICE), incident, "CHG0000001", Optional.empty());
        new ClaimTicket(world.journal).claim(as(ALICE), incident, "CHG0000002", Optional.empty());
        world.settle();
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);
        world.settle();

        assertThat(handedOver()).hasSize(3).extracting(DebtHandedOver::debt).doesNotHaveDuplicates();
    }

    @Test
    void theNextStep_goesToTheNewOwner() {
        assign(BOB, IncidentRole.COMMANDER);
        release(ALICE);
        world.pass(Duration.ofHours(36));

        assertThat(world.journal.facts(DebtEscalated.class))
                .filteredOn(step -> step.rule().equals(RULE))
                .extracting(DebtEscalated::to)
                .containsExactly("person:bob");
    }

    @Test
    void replayedFacts_handNothingOverAgain() {
        assign(BOB, IncidentRole.COMMANDER);
        FactId release = release(ALICE);
        var fact = world.journal.fact(release).orElseThrow();
        world.journal.transact(tx -> {
            new DebtFollower(DebtRules.standard()).follow(tx, fact);
            return true;
        });

        assertThat(handedOver()).hasSize(1);
    }
}
