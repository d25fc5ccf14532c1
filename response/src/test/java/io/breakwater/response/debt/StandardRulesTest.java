package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.ALICE_ADMIN;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Approval;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.GrantFact.ApprovalOwed;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.TargetName;
import io.breakwater.response.World;
import io.breakwater.response.incident.ClaimTicket;
import io.breakwater.response.incident.CloseIncident;
import io.breakwater.response.incident.ConfirmTicket;
import io.breakwater.response.incident.HoldReview;
import io.breakwater.response.incident.InvolvePersonalData;
import io.breakwater.response.incident.MakeNotification;
import io.breakwater.response.incident.RefuteTicket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The debts that come with Breakwater")
class StandardRulesTest {
    private final World world = new World();
    private IncidentId incident = new IncidentId("INC-2026-0001");
    private GrantId grant = new GrantId("GR-0000000001");

    @BeforeEach
    void anEmergency() {
        incident = world.declared();
        grant = world.grant(incident, 1, GrantState.ACTIVE);
        world.settle();
    }

    private FactId bypassed() {
        return world.happens(new GrantBypassed(
                incident, grant, ALICE, Optional.empty(), world.now().plus(Duration.ofHours(72))));
    }

    private GrantReviewed reviewed(Approval.Decision decision) {
        return new GrantReviewed(
                incident, grant, CAROL, Function.SECURITY_APPROVER, decision, world.text("looked at it"));
    }

    @Nested
    @DisplayName("R21: approval afterwards, 72 hours")
    class ApprovalAfterwards {
        @Test
        void brokenGlass_opensIt_withTheRequesterAsSubject() {
            FactId opening = bypassed();

            Debt debt = world.debt("approval-afterwards");
            assertThat(debt.status()).isEqualTo(DebtStatus.OPEN);
            assertThat(debt.subject()).contains("alice");
            assertThat(debt.grant()).contains(grant);
            assertThat(debt.incident()).contains(incident);
            assertThat(debt.owner()).isEqualTo("function:security-approver");
            assertThat(debt.openedBy()).isEqualTo(opening);
            assertThat(debt.dueAt()).isEqualTo(world.now().plus(Duration.ofHours(72)));
        }

        @Test
        void policyThatAsksForApprovalAfterwards_opensItToo() {
            world.happens(new ApprovalOwed(incident, grant, world.now().plus(Duration.ofHours(24))));

            assertThat(world.debt("approval-afterwards").dueAt())
                    .isEqualTo(world.now().plus(Duration.ofHours(24)));
        }

        @Test
        void review_paysIt_whateverItDecides() {
            bypassed();
            FactId review = world.happens(reviewed(Approval.Decision.DENY));

            assertThat(world.debt("approval-afterwards").status()).isEqualTo(DebtStatus.CLOSED);
            assertThat(world.debt("approval-afterwards").closedBy()).contains(review);
        }

        @Test
        void reviewOfAnotherGrant_paysNothing() {
            bypassed();
            GrantId other = world.grant(incident, 2, GrantState.ENDED);
            world.happens(new GrantReviewed(
                    incident, other, CAROL, Function.SECURITY_APPROVER, Approval.Decision.APPROVE, world.text("ok")));

            assertThat(world.debt("approval-afterwards").status()).isEqualTo(DebtStatus.OPEN);
        }

        @Test
        void withdrawalBeforeAccess_paysIt() {
            bypassed();
            world.happens(new GrantWithdrawn(incident, grant, "no longer needed"));

            assertThat(world.debt("approval-afterwards").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void missed_staysVisibleForEver() {
            bypassed();
            world.pass(Duration.ofHours(73));
            assertThat(world.debt("approval-afterwards").status()).isEqualTo(DebtStatus.MISSED);
            assertThat(world.debt("approval-afterwards").owed()).isTrue();

            world.happens(reviewed(Approval.Decision.APPROVE));

            assertThat(world.debt("approval-afterwards").status()).isEqualTo(DebtStatus.CLOSED_LATE);
            assertThat(world.journal.facts(DebtClosed.class)).allMatch(DebtClosed::late);
        }

        @Test
        void escalates_ownerThenCommanderThenAdministrator() {
            bypassed();
            world.pass(Duration.ofHours(37))
                    .pass(Duration.ofHours(22))
                    .pass(Duration.ofHours(14))
                    .pass(Duration.ofHours(24));

            assertThat(world.journal.facts(DebtEscalated.class).stream()
                            .filter(step -> step.rule().equals("approval-afterwards"))
                            .map(DebtEscalated::to))
                    .containsExactly(
                            "function:security-approver",
                            "person:alice",
                            "function:administrator",
                            "function:administrator");
        }
    }

    @Nested
    @DisplayName("R51: a ticket is a claim until it is confirmed")
    class TicketToBeValidated {
        private void claimed(String ticket) {
            new ClaimTicket(world.journal).claim(as(ALICE), incident, ticket, Optional.empty());
            world.settle();
        }

        private Debt of(String ticket) {
            return world.debts("ticket-validated").stream()
                    .filter(debt -> debt.subject().equals(Optional.of(ticket)))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void confirmation_paysTheSameTicketOnly() {
            claimed("CHG0000001");
            claimed("CHG0000002");
            new ConfirmTicket(world.journal).confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen there");
            world.settle();

            assertThat(of("CHG0000001").status()).isEqualTo(DebtStatus.CLOSED);
            assertThat(of("CHG0000002").status()).isEqualTo(DebtStatus.OPEN);
        }

        @Test
        void refutation_paysNothing() {
            claimed("CHG0000001");
            new RefuteTicket(world.journal).refute(as(BOB), incident, "CHG0000001", "servicenow", "no such ticket");
            world.settle();

            assertThat(of("CHG0000001").status()).isEqualTo(DebtStatus.OPEN);
            world.pass(Duration.ofDays(2));
            assertThat(of("CHG0000001").status()).isEqualTo(DebtStatus.MISSED);
        }

        @Test
        void explanationByAnotherHuman_paysIt() {
            FactId claim = world.happens(new TicketClaimed(incident, "CHG0000009", Optional.empty(), ALICE));
            world.happens(new FactAmended(incident, claim, world.text("a typing error"), BOB));

            assertThat(of("CHG0000009").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void explanationByTheClaimantUnderAnotherName_paysNothing() {
            FactId claim = world.happens(new TicketClaimed(incident, "CHG0000009", Optional.empty(), ALICE));
            world.happens(new FactAmended(incident, claim, world.text("it is fine"), ALICE_ADMIN));

            assertThat(of("CHG0000009").status()).isEqualTo(DebtStatus.OPEN);
        }

        @Test
        void explanationBySomebodyUnknown_paysNothing() {
            FactId claim = world.happens(new TicketClaimed(incident, "CHG0000009", Optional.empty(), ALICE));
            world.happens(new FactAmended(incident, claim, world.text("it is fine"), new PersonId("nobody-known")));

            assertThat(of("CHG0000009").status()).isEqualTo(DebtStatus.OPEN);
        }

        @Test
        void queuedTicket_isOwedFromTheDeclaration_andPaidByTheFirstConfirmedOne() {
            assertThat(world.debt("change-documented").owner()).isEqualTo("person:alice");
            claimed("CHG0000001");
            new ConfirmTicket(world.journal).confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen there");
            world.settle();

            assertThat(world.debt("change-documented").status()).isEqualTo(DebtStatus.CLOSED);
        }
    }

    @Nested
    @DisplayName("A credential handed out and never used")
    class CredentialUnused {
        private FactId handedOut() {
            return world.happens(new CredentialHandedOut(incident, grant, ALICE));
        }

        @Test
        void use_paysIt() {
            handedOut();
            world.happens(new CredentialUsed(incident, grant, "breakwater_x", world.now()));

            assertThat(world.debt("credential-unused").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void review_paysIt() {
            handedOut();
            world.happens(reviewed(Approval.Decision.APPROVE));

            assertThat(world.debt("credential-unused").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void ownExplanation_paysNothing_anothersDoes() {
            FactId handOut = handedOut();
            world.happens(new FactAmended(incident, handOut, world.text("not needed after all"), ALICE));
            assertThat(world.debt("credential-unused").status()).isEqualTo(DebtStatus.OPEN);

            world.happens(new FactAmended(incident, handOut, world.text("she told me on the phone"), BOB));
            assertThat(world.debt("credential-unused").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void neverUsed_isMissedAfterADay() {
            handedOut();
            world.pass(Duration.ofHours(25));

            assertThat(world.debt("credential-unused").status()).isEqualTo(DebtStatus.MISSED);
            assertThat(world.debt("credential-unused").owner()).isEqualTo("person:alice");
        }
    }

    @Nested
    @DisplayName("R90: the review after the incident")
    class PostIncidentReview {
        @Test
        void closing_opensIt_reviewPaysIt() {
            GrantId unused = grant;
            assertThat(unused).isNotNull();
            IncidentId quiet = world.declared();
            new CloseIncident(world.journal).close(as(BOB), quiet);
            world.settle();
            assertThat(world.debt("post-incident-review").status()).isEqualTo(DebtStatus.OPEN);

            new HoldReview(world.journal).hold(as(BOB), quiet, "controls held", List.of(ALICE, BOB));
            world.settle();
            assertThat(world.debt("post-incident-review").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void notHeld_isMissedAfterTwoWeeks() {
            new CloseIncident(world.journal).close(as(BOB), world.declared());
            world.settle().pass(Duration.ofDays(15));

            assertThat(world.debt("post-incident-review").status()).isEqualTo(DebtStatus.MISSED);
        }
    }

    @Nested
    @DisplayName("R88: the clocks of GDPR Art. 33")
    class Gdpr {
        private void involved(Duration ago, boolean asProcessor) {
            new InvolvePersonalData(world.journal)
                    .involve(as(ALICE), incident, world.now().minus(ago), "names and addresses", asProcessor);
            world.settle();
        }

        @Test
        void runsFromWhenItWasKnown_notFromWhenItWasSaid() {
            involved(Duration.ofHours(10), false);

            assertThat(world.debt("gdpr-33").dueAt()).isEqualTo(world.now().plus(Duration.ofHours(62)));
        }

        @Test
        void knownForFourDays_isMissedAtOnce() {
            involved(Duration.ofDays(4), false);
            world.pass(Duration.ofSeconds(1));

            assertThat(world.debt("gdpr-33").status()).isEqualTo(DebtStatus.MISSED);
        }

        @Test
        void eachKnowledge_hasAClockOfItsOwn_andOneNotificationPaysAll() {
            involved(Duration.ofHours(1), false);
            involved(Duration.ofHours(30), false);
            assertThat(world.debts("gdpr-33")).hasSize(2);

            new MakeNotification(world.journal).record(as(BOB), incident, "gdpr-33", "BfDI", "reference 4711");
            world.settle();
            assertThat(world.debts("gdpr-33")).allMatch(debt -> debt.status() == DebtStatus.CLOSED);
        }

        @Test
        void notificationUnderAnotherRule_paysNothing() {
            involved(Duration.ZERO, false);
            new MakeNotification(world.journal).record(as(BOB), incident, "customer", "ACME", "mail");
            world.settle();

            assertThat(world.debt("gdpr-33").status()).isEqualTo(DebtStatus.OPEN);
        }

        @Test
        void processor_owesTheController_notTheAuthority() {
            involved(Duration.ZERO, true);

            assertThat(world.debts("gdpr-33")).isEmpty();
            assertThat(world.debt("gdpr-33-2").dueAt()).isEqualTo(world.now().plus(Duration.ofHours(24)));
        }

        @Test
        void aDrill_notifiesNobody() {
            world.declared(true, true);
            world.settle();

            assertThat(world.debts("gdpr-33")).isEmpty();
        }
    }

    @Nested
    @DisplayName("An account that no grant explains")
    class StrayAccount {
        private final StrayAccountFound found =
                new StrayAccountFound(new TargetName("orders-db"), "breakwater_ghost", "seen");

        @Test
        void foundTwice_isOneDebt_untilItIsGone() {
            world.happens(found);
            world.happens(found);
            assertThat(world.debt("stray-account").status()).isEqualTo(DebtStatus.OPEN);
            assertThat(world.debt("stray-account").incident()).isEmpty();

            world.happens(new StrayAccountGone(found.target(), found.account()));
            assertThat(world.debt("stray-account").status()).isEqualTo(DebtStatus.CLOSED);
        }

        @Test
        void foundAgainAfterItWasGone_isANewDebt() {
            world.happens(found);
            world.happens(new StrayAccountGone(found.target(), found.account()));
            world.happens(found);

            assertThat(world.debts("stray-account")).hasSize(2);
        }

        @Test
        void anotherAccountGone_paysNothing() {
            world.happens(found);
            world.happens(new StrayAccountGone(found.target(), "breakwater_other"));
            world.pass(Duration.ofHours(2));

            assertThat(world.debt("stray-account").status()).isEqualTo(DebtStatus.MISSED);
            assertThat(world.journal.facts(DebtMissed.class)).hasSize(1);
        }
    }

    @Test
    void aDrillsDebts_areTheSame_andMarked() {
        IncidentId drill = world.declared(true, false);
        GrantId practice = world.grant(drill, 7, GrantState.ACTIVE);
        world.happens(new GrantBypassed(
                drill, practice, ALICE, Optional.empty(), world.now().plus(Duration.ofHours(72))));

        assertThat(world.debt("approval-afterwards").drill()).isTrue();
        assertThat(world.journal.facts(DebtOpened.class))
                .filteredOn(DebtOpened::drill)
                .extracting(DebtOpened::rule)
                .containsExactlyInAnyOrder("change-documented", "approval-afterwards");
    }
}
