package io.breakwater.response.finding;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.ALICE_ADMIN;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.DORA;
import static io.breakwater.response.World.as;
import static io.breakwater.response.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Code;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingAcceptanceExpired;
import io.breakwater.model.FindingFact.FindingAccepted;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.response.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R41, R58: what was found in the logs is owed until somebody answers it")
class FindingAnswersTest {
    private static final FindingId FINDING = Found.ID;

    private final World world = new World();
    private final ExplainFinding explain = new ExplainFinding(world.journal);
    private final RemediateFinding remediate = new RemediateFinding(world.journal);
    private final AcceptFinding accept = new AcceptFinding(world.journal);

    private void found(boolean owed, boolean urgent, Optional<IncidentId> incident) {
        Found.in(world, owed, urgent, incident);
    }

    private void found() {
        found(true, false, Optional.empty());
    }

    private Finding finding() {
        return world.journal.read(tx ->
                tx.state().find(Finding.class, FINDING.value()).orElseThrow().value());
    }

    private Debt debt() {
        world.settle();
        return world.debt("finding-answered");
    }

    private Instant in(Duration time) {
        return world.now().plus(time);
    }

    private void accepted(Duration time) {
        accept.ask(as(ALICE), FINDING, "migration until Friday", in(time));
        accept.accept(as(CAROL), FINDING);
        world.settle();
    }

    @Test
    void uncoveredChange_isOwedForThreeDays() {
        found();

        assertThat(debt().status()).isEqualTo(DebtStatus.OPEN);
        assertThat(debt().subject()).contains(FINDING.value());
        assertThat(debt().dueAt()).isEqualTo(in(Duration.ofDays(3)));
    }

    @Test
    void whatLooksLikeTheft_isOwedWithinTheHour() {
        found(true, true, Optional.empty());

        assertThat(debt().dueAt()).isEqualTo(in(Duration.ofHours(1)));
    }

    @Test
    void coveredChange_isOwedByNobody() {
        found(false, false, Optional.empty());

        world.settle();
        assertThat(world.debts("finding-answered")).isEmpty();
    }

    @Test
    void explanation_paysIt() {
        found();

        explain.explain(as(BOB), FINDING, "planned, see the ticket", Optional.of("CHG-17"));

        assertThat(finding().status()).isEqualTo(FindingStatus.EXPLAINED);
        assertThat(debt().status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void remediation_paysIt() {
        found();

        remediate.remediate(as(ALICE), FINDING, "key deleted", Optional.empty());

        assertThat(finding().status()).isEqualTo(FindingStatus.REMEDIATED);
        assertThat(debt().status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void askingForAcceptance_paysNothing() {
        found();

        accept.ask(as(ALICE), FINDING, "migration until Friday", in(Duration.ofDays(4)));

        assertThat(finding().status()).isEqualTo(FindingStatus.OPEN);
        assertThat(debt().status()).isEqualTo(DebtStatus.OPEN);
    }

    @Test
    void acceptanceByAnotherHuman_paysIt() {
        found();

        accepted(Duration.ofDays(4));

        assertThat(finding().status()).isEqualTo(FindingStatus.ACCEPTED);
        assertThat(finding().acceptance().orElseThrow().approvedBy()).contains(CAROL);
        assertThat(debt().status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void acceptanceUnderAnotherNameOfTheSameHuman_isRefused() {
        found();
        accept.ask(as(ALICE), FINDING, "mine", in(Duration.ofDays(1)));

        refused(Code.APPROVAL_NOT_YOURS, () -> accept.accept(as(ALICE_ADMIN), FINDING));

        assertThat(world.journal.facts(FindingAccepted.class)).isEmpty();
    }

    @Test
    void acceptanceWithoutTheFunction_isRefused() {
        found();
        accept.ask(as(ALICE), FINDING, "mine", in(Duration.ofDays(1)));

        refused(Code.NOT_ALLOWED, () -> accept.accept(as(BOB), FINDING));
    }

    @Test
    void acceptanceThatNobodyAskedFor_isRefused() {
        found();

        refused(Code.WRONG_STATE, () -> accept.accept(as(CAROL), FINDING));
    }

    @Test
    void acceptance_neitherForThePastNorForEver() {
        found();

        refused(Code.MALFORMED_REQUEST, () -> accept.ask(as(ALICE), FINDING, "why", world.now()));
        refused(Code.MALFORMED_REQUEST, () -> accept.ask(as(ALICE), FINDING, "why", in(Duration.ofDays(400))));
    }

    @Test
    void acceptanceWhoseTimeIsOver_isOwedAgain() {
        found();
        accepted(Duration.ofDays(4));

        world.pass(Duration.ofDays(4));
        accept.expire(world.now());
        accept.expire(world.now());
        world.settle();

        assertThat(finding().status()).isEqualTo(FindingStatus.OPEN);
        assertThat(world.journal.facts(FindingAcceptanceExpired.class)).hasSize(1);
        assertThat(world.debts("finding-answered"))
                .extracting(Debt::status)
                .containsExactlyInAnyOrder(DebtStatus.CLOSED, DebtStatus.OPEN);
    }

    @Test
    void acceptanceBeforeItsTimeIsOver_stays() {
        found();
        accepted(Duration.ofDays(4));

        world.pass(Duration.ofDays(3));
        accept.expire(world.now());

        assertThat(finding().status()).isEqualTo(FindingStatus.ACCEPTED);
    }

    @Test
    void acceptedFinding_canBePutRight_andThenNeverExpires() {
        found();
        accepted(Duration.ofDays(4));
        remediate.remediate(as(ALICE), FINDING, "done early", Optional.empty());

        world.pass(Duration.ofDays(5));
        accept.expire(world.now());

        assertThat(finding().status()).isEqualTo(FindingStatus.REMEDIATED);
    }

    @Test
    void answeredFinding_isNotAnsweredTwice() {
        found();
        explain.explain(as(BOB), FINDING, "planned", Optional.empty());

        refused(Code.WRONG_STATE, () -> explain.explain(as(BOB), FINDING, "again", Optional.empty()));
        refused(Code.WRONG_STATE, () -> remediate.remediate(as(BOB), FINDING, "again", Optional.empty()));
    }

    @Test
    void auditor_answersNothing_norIsTold_whetherItExists() {
        refused(Code.NOT_ALLOWED, () -> explain.explain(as(DORA), FINDING, "why", Optional.empty()));
        refused(Code.NOT_ALLOWED, () -> explain.explain(as(new PersonId("nobody")), FINDING, "why", Optional.empty()));
        refused(Code.NOT_FOUND, () -> explain.explain(as(BOB), FINDING, "why", Optional.empty()));
    }

    @Test
    void ticketThatIsNone_isRefused() {
        found();

        refused(Code.MALFORMED_NAME, () -> explain.explain(as(BOB), FINDING, "why", Optional.of("no ticket!")));
    }

    @Test
    void findingOfAnIncident_isInItsPopulation_andItsDebtHangsOnIt() {
        IncidentId incident = world.declared();
        found(true, false, Optional.of(incident));
        explain.explain(as(BOB), FINDING, "planned", Optional.empty());

        assertThat(debt().incident()).contains(incident);
        assertThat(world.journal.factsOf(incident, 0, 100))
                .extracting(recorded -> recorded.envelope().fact().getClass().getSimpleName())
                .contains("FindingRaised", "DebtOpened", "FindingExplained", "DebtClosed");
    }
}
