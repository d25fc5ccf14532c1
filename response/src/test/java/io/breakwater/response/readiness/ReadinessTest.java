package io.breakwater.response.readiness;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.ROOT;
import static io.breakwater.response.World.as;
import static io.breakwater.response.readiness.Blocker.INCOMPLETE_TRAIL;
import static io.breakwater.response.readiness.Blocker.UNDOCUMENTED_CHANGE;
import static io.breakwater.response.readiness.Blocker.UNREVIEWED_ACCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.Recorded;
import io.breakwater.model.Approval;
import io.breakwater.model.ControlId;
import io.breakwater.model.Debt;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.IncidentAuditReady;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import io.breakwater.response.World;
import io.breakwater.response.incident.AttachEvidence;
import io.breakwater.response.incident.AttachEvidence.Attachment;
import io.breakwater.response.incident.ClaimTicket;
import io.breakwater.response.incident.CloseIncident;
import io.breakwater.response.incident.ConfirmTicket;
import io.breakwater.response.incident.EraseContent;
import io.breakwater.response.incident.HoldReview;
import io.breakwater.response.incident.InvolvePersonalData;
import io.breakwater.response.incident.MakeNotification;
import io.breakwater.response.incident.RefuteTicket;
import io.breakwater.response.incident.ReopenIncident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R71: the three audit blockers are scored, and hold back audit-readiness")
class ReadinessTest {
    private final World world = new World();
    private final IncidentId incident = world.declared();
    private final GrantId grant = world.grant(incident, 1, GrantState.ENDED);

    private Readiness now() {
        return new AssessReadiness(world.journal).asOfNow(incident);
    }

    private Blocker blocker(String name) {
        return now().blockers().stream()
                .filter(blocker -> blocker.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The whole emergency by the book: glass broken, credential used, proven closed. */
    private void emergency() {
        world.happens(new GrantBypassed(
                incident, grant, ALICE, Optional.empty(), world.now().plus(Duration.ofHours(72))));
        world.happens(new GrantIntended(
                incident,
                grant,
                ALICE,
                new TargetName("orders-db"),
                new RoleName("admin"),
                "breakwater_x",
                world.now()));
        world.clock.advance(Duration.ofSeconds(1));
        world.happens(new GrantActivated(incident, grant, ALICE, "breakwater_x", world.now()));
        world.happens(new CredentialHandedOut(incident, grant, ALICE));
        world.happens(new CredentialUsed(incident, grant, "breakwater_x", world.now()));
        world.happens(new RevocationProven(incident, grant, "breakwater_x", "28P01", 1, "", 420));
    }

    private void recording(Optional<GrantId> of) {
        new AttachEvidence(world.journal)
                .attach(as(ALICE), incident, new Attachment("session.cast", "recording", of, new byte[] {1, 2}));
        world.settle();
    }

    private void reviewed() {
        world.happens(new GrantReviewed(
                incident,
                grant,
                CAROL,
                Function.SECURITY_APPROVER,
                Approval.Decision.APPROVE,
                world.text("justified")));
    }

    private void ticket(String reference) {
        new ClaimTicket(world.journal).claim(as(ALICE), incident, reference, Optional.empty());
        new ConfirmTicket(world.journal).confirm(as(BOB), incident, reference, "servicenow", "seen there");
        world.settle();
    }

    private void closed() {
        new CloseIncident(world.journal).close(as(BOB), incident);
        world.settle();
    }

    private void reviewHeld() {
        new HoldReview(world.journal).hold(as(BOB), incident, "controls held", List.of(ALICE, BOB));
        world.settle();
    }

    private void everythingPaid() {
        emergency();
        recording(Optional.of(grant));
        reviewed();
        ticket("CHG0000001");
        closed();
        reviewHeld();
    }

    @Test
    void accessThatIsEnding_letsTheIncidentClose_andHoldsBackAuditReady_untilTheProof() {
        GrantId dead = world.grant(incident, 2, GrantState.ENDING);
        world.happens(new GrantIntended(
                incident,
                dead,
                ALICE,
                new TargetName("orders-db"),
                new RoleName("admin"),
                "breakwater_y",
                world.now()));
        everythingPaid();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.CLOSED);
        assertThat(now().auditReady()).isFalse();
        assertThat(now().owed()).extracting(Debt::rule).containsExactly("revocation-proven");

        world.happens(new RevocationProven(incident, dead, "breakwater_y", "28P01", 0, "", 420));
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.AUDIT_READY);
    }

    @Test
    void everythingPaid_isAuditReady_once_byItself() {
        everythingPaid();

        assertThat(now().blockers()).noneMatch(Blocker::blocks);
        assertThat(now().owed()).isEmpty();
        assertThat(now().auditReady()).isTrue();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.AUDIT_READY);
        assertThat(world.journal.facts(IncidentAuditReady.class)).hasSize(1);
    }

    @Test
    void closing_scoresTheThreeAndSaysWhatIsOwedByWhom() {
        emergency();
        CloseIncident.Closing closing =
                new CloseIncident(world.journal).close(as(BOB), incident).value();

        assertThat(world.journal.facts(IncidentClosed.class).get(0).blockers())
                .containsEntry(INCOMPLETE_TRAIL, true)
                .containsEntry(UNREVIEWED_ACCESS, true)
                .containsEntry(UNDOCUMENTED_CHANGE, true);
        assertThat(closing.readiness().owed())
                .extracting(debt -> debt.rule() + " " + debt.owner())
                .containsExactlyInAnyOrder(
                        "approval-afterwards function:security-approver", "change-documented person:alice");
        assertThat(closing.readiness().auditReady()).isFalse();
        assertThat(closing.readiness().blockers().get(0).controls())
                .containsExactly(new ControlId("iso27001:A.5.28"), new ControlId("soc2:CC7.2"));
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.CLOSED);
    }

    @Test
    void usedCredentialWithoutSessionEvidence_blocks_untilARecordingIsAttached() {
        emergency();
        assertThat(blocker(INCOMPLETE_TRAIL).why())
                .contains("no recording or transcript")
                .contains(grant.value());
        recording(Optional.of(grant));
        assertThat(blocker(INCOMPLETE_TRAIL).blocks()).isFalse();
    }

    @Test
    void oneRecordingThatNamesNoGrant_coversOneGrant() {
        emergency();
        GrantId second = world.grant(incident, 2, GrantState.ENDED);
        world.happens(new CredentialUsed(incident, second, "breakwater_y", world.now()));
        recording(Optional.empty());
        assertThat(blocker(INCOMPLETE_TRAIL).blocks()).isTrue();
        recording(Optional.empty());
        assertThat(blocker(INCOMPLETE_TRAIL).blocks()).isFalse();
    }

    @Test
    void credentialHandedOutAndNeverUsed_blocks_untilSomebodyElseExplains() {
        FactId handOut = world.happens(new CredentialHandedOut(incident, grant, ALICE));
        assertThat(blocker(INCOMPLETE_TRAIL).why())
                .contains("was not seen in use")
                .contains(grant.value());
        world.happens(new FactAmended(incident, handOut, world.text("I did not need it"), ALICE));
        assertThat(blocker(INCOMPLETE_TRAIL).blocks()).isTrue();
        world.happens(new FactAmended(incident, handOut, world.text("she did not need it"), BOB));
        assertThat(blocker(INCOMPLETE_TRAIL).blocks()).isFalse();
    }

    @Test
    void contentThatIsGone_blocks_unlessItWasErasedOnTheRecord() {
        String digest = world.incident(incident).title().digest();
        world.journal.transact(tx -> {
            tx.erase(digest);
            return true;
        });
        assertThat(blocker(INCOMPLETE_TRAIL).why())
                .contains("content is missing")
                .contains(digest);

        IncidentId other = world.declared();
        new EraseContent(world.journal)
                .erase(as(ROOT), other, world.incident(other).title().digest(), "Art. 17");
        assertThat(new AssessReadiness(world.journal)
                        .asOfNow(other)
                        .blockers()
                        .get(0)
                        .blocks())
                .isFalse();
    }

    @Test
    void aHoleInTheNumbering_blocks_andIsNamed() {
        emergency();
        List<Recorded> facts = new ArrayList<>(world.journal.factsOf(incident, 0, 100));
        facts.remove(3);

        Blocker trail = Scoring.of(Dossier.of(facts.stream()), List.of()).get(0);
        assertThat(trail.blocks()).isTrue();
        assertThat(trail.why()).contains("[4]");
    }

    @Test
    void factsWithoutAPlaceInTheLog_block_afterAMinute() {
        AssessReadiness assess = new AssessReadiness(new WithoutPositions(world.journal));
        assertThat(assess.asOfNow(incident).blockers().get(0).blocks()).isFalse();
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(assess.asOfNow(incident).blockers().get(0).why()).contains("no place in the log");
    }

    @Test
    void brokenGlass_blocks_untilItIsReviewed() {
        emergency();
        assertThat(blocker(UNREVIEWED_ACCESS).why()).contains(grant.value());
        reviewed();
        assertThat(blocker(UNREVIEWED_ACCESS).blocks()).isFalse();
    }

    @Test
    void refutedTicket_blocks_evenBesideAConfirmedOne_untilSomebodyElseExplains() {
        ticket("CHG0000001");
        new ClaimTicket(world.journal).claim(as(ALICE), incident, "CHG0000002", Optional.empty());
        FactId claim = lastFact();
        assertThat(blocker(UNDOCUMENTED_CHANGE).why()).contains("nobody has confirmed: CHG0000002");
        new RefuteTicket(world.journal).refute(as(BOB), incident, "CHG0000002", "servicenow", "no such ticket");
        world.settle();
        assertThat(blocker(UNDOCUMENTED_CHANGE).why()).contains("refuted, and nobody else explained it: CHG0000002");
        world.happens(new FactAmended(incident, claim, world.text("typing error"), CAROL));
        assertThat(blocker(UNDOCUMENTED_CHANGE).why()).doesNotContain("refuted").contains("review");
    }

    private FactId lastFact() {
        long last = world.journal.read(tx -> tx.lastSequence(incident));
        return world.journal.factsOf(incident, last - 1, 1).get(0).envelope().id();
    }

    @Test
    void personalDataFoundAfterwards_takesAuditReadinessAway_untilItIsPaid() {
        everythingPaid();
        new InvolvePersonalData(world.journal).involve(as(ALICE), incident, world.now(), "addresses", false);
        world.settle();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.CLOSED);
        assertThat(now().auditReady()).isFalse();

        new MakeNotification(world.journal).record(as(BOB), incident, "gdpr-33", "BfDI", "reference");
        world.settle();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.AUDIT_READY);
    }

    @Test
    void whatHappensBeforeTheFollowerLooks_isNotOverlooked() {
        emergency();
        recording(Optional.of(grant));
        reviewed();
        ticket("CHG0000001");
        closed();
        // Both on the record before anybody follows: the review must not make it audit-ready on its own.
        new HoldReview(world.journal).hold(as(BOB), incident, "controls held", List.of(ALICE));
        new InvolvePersonalData(world.journal).involve(as(ALICE), incident, world.now(), "addresses", false);
        world.settle();

        assertThat(world.journal.facts(IncidentAuditReady.class)).isEmpty();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.CLOSED);
    }

    @Test
    void reopened_needsAnotherReview() {
        everythingPaid();
        new ReopenIncident(world.journal).reopen(as(BOB), incident, "it is back");
        world.settle();
        closed();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.CLOSED);
        assertThat(blocker(UNDOCUMENTED_CHANGE).why()).contains("the review after the incident was not held");
        reviewHeld();
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.AUDIT_READY);
    }

    @Test
    @DisplayName("R93, R94, R97: what it cost is measured from the facts")
    void closing_recordsWhatItCost() {
        world.clock.advance(Duration.ofSeconds(29));
        emergency();
        closed();

        assertThat(world.journal.facts(MeasureTaken.class))
                .contains(
                        new MeasureTaken(incident, "time-to-usable-access", 30_000, "ms"),
                        new MeasureTaken(incident, "time-to-proven-refusal", 420, "ms"),
                        new MeasureTaken(incident, "manual-steps", 1, "commands"));
    }

    @Test
    void theDossier_isTheSame_inWhateverOrderAndHoweverOftenFactsCome() {
        everythingPaid();
        List<Recorded> facts = world.journal.factsOf(incident, 0, 1_000);
        Dossier expected = Dossier.of(facts.stream());
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            List<Recorded> twice = new ArrayList<>(facts);
            twice.addAll(facts.subList(0, random.nextInt(facts.size())));
            assertThat(Dossier.of(twice.stream())).isEqualTo(expected);
        }
        List<Recorded> shuffled = new ArrayList<>(facts.subList(0, 6));
        Collections.shuffle(shuffled, random);
        assertThat(Dossier.of(Stream.concat(shuffled.stream(), facts.stream().skip(6))))
                .isEqualTo(expected);
    }

    @Test
    void theDossierKeptByTheFollower_isTheOneThatFollowsFromTheFacts() {
        everythingPaid();
        Dossier kept = world.journal.read(tx ->
                tx.state().find(Dossier.class, incident.value()).orElseThrow().value());

        assertThat(kept).isEqualTo(Dossier.of(world.journal.factsOf(incident, 0, 1_000).stream()));
    }

    /** The same fact as the integrator has not seen it yet. */
    static Recorded unplaced(Recorded recorded) {
        return new Recorded(recorded.envelope(), recorded.leaf(), OptionalLong.empty());
    }
}
