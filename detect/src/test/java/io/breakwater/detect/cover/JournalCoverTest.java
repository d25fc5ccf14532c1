package io.breakwater.detect.cover;

import static io.breakwater.detect.cover.CoverPart.APPROVAL;
import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.CoverPart.INCIDENT;
import static io.breakwater.detect.cover.CoverPart.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.model.Approval;
import io.breakwater.model.ApprovalId;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import io.breakwater.model.TicketClaim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalCoverTest {
    private static final IncidentId INCIDENT_ID = new IncidentId("INC-2026-0001");
    private static final PersonId ALICE = new PersonId("alice");
    private static final PersonId BOB = new PersonId("bob");
    private static final TargetName CLOUD = new TargetName("prod-account");
    private static final ContentRef TEXT = new ContentRef("00".repeat(32), ContentRef.TEXT, 1);
    private static final Instant BEGAN = Explained.DECLARED;

    private final Scope prod = new Scope(Set.of(), Set.of(Act.ACCOUNT), List.of(), Set.of());
    private final JournalCover journal = new JournalCover(
            Map.of(CLOUD, prod), person -> person.equals(ALICE) ? List.of("alice@example.com") : List.of());

    private static Grant grant(TargetName target, Optional<Instant> activated, PersonId approver) {
        GrantTerms terms = new GrantTerms(
                new GrantId("GR-0123456789"),
                INCIDENT_ID,
                ALICE,
                target,
                new RoleName("admin"),
                "aws",
                Map.of(),
                2_700,
                TEXT,
                Optional.of("CHG-7"),
                Map.of(),
                true,
                List.of(Function.SECURITY_APPROVER),
                259_200,
                3_600,
                "00".repeat(32));
        Approval approval = new Approval(
                new ApprovalId("AP-0123456789"),
                approver,
                Function.SECURITY_APPROVER,
                Approval.Decision.APPROVE,
                "00".repeat(32),
                false,
                Optional.empty(),
                BEGAN);
        return new Grant(
                terms.grant(),
                "00".repeat(32),
                terms,
                GrantState.ACTIVE,
                BEGAN,
                List.of(approval),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of("bw-alice-0123456789"),
                activated,
                activated.map(at -> at.plusSeconds(2_700)),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Incident incident(boolean drill, TicketClaim.Status ticket) {
        return new Incident(
                INCIDENT_ID,
                TEXT,
                new Severity(1),
                drill,
                IncidentStatus.OPEN,
                BEGAN,
                BOB,
                Map.of(IncidentRole.values()[0], List.of(BOB)),
                false,
                List.of(new TicketClaim("CHG-7", ticket)),
                Optional.empty());
    }

    private CoverBook.Builder book(Grant grant, Incident incident) {
        CoverBook.Builder book = CoverBook.builder().source(JournalCover.source());
        journal.add(grant, book);
        journal.add(incident, book);
        return book;
    }

    private CoverAnswer judge(Grant grant, Act act) {
        return Explained.judge(book(grant, incident(false, TicketClaim.Status.CONFIRMED)), act);
    }

    @Test
    void accountMadeForAGrant_isItsCredential() {
        Grant grant = grant(new TargetName("orders-db"), Optional.of(BEGAN), BOB);
        Act act = Act.byAlice().session("bw-alice-0123456789");
        assertThat(judge(grant, act).verdict()).isEqualTo(Verdict.COVERED);
        assertThat(judge(grant, act.at("2026-07-01T05:00:00Z")).verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @Test
    void holdersOwnName_isCovered_whereTheTargetIsKnownToBeThatAccount() {
        Grant grant = grant(CLOUD, Optional.of(BEGAN), BOB);
        assertThat(judge(grant, Act.byAlice()).verdict()).isEqualTo(Verdict.COVERED);
        assertThat(judge(grant, Act.byAlice().in("999988887777")).part(GRANT).found())
                .isFalse();
    }

    @Test
    void holdersOwnName_isNotCovered_byAGrantOnADatabase() {
        Grant grant = grant(new TargetName("orders-db"), Optional.of(BEGAN), BOB);
        assertThat(judge(grant, Act.byAlice()).verdict()).isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void grantThatWasNeverActive_coversNothing() {
        assertThat(judge(grant(CLOUD, Optional.empty(), BOB), Act.byAlice()).verdict())
                .isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void approvalByTheHolder_doesNotCount() {
        assertThat(judge(grant(CLOUD, Optional.of(BEGAN), ALICE), Act.byAlice()).missing())
                .containsExactly(APPROVAL);
    }

    @Test
    void drill_isADrill() {
        CoverBook.Builder book =
                book(grant(CLOUD, Optional.of(BEGAN), BOB), incident(true, TicketClaim.Status.CONFIRMED));
        CoverAnswer answer = Explained.judge(book, Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.DRILL);
        assertThat(answer.part(INCIDENT).name()).contains("INC-2026-0001");
    }

    @ParameterizedTest
    @EnumSource(TicketClaim.Status.class)
    void ticketClaim_staysWhatItIs(TicketClaim.Status status) {
        CoverBook.Builder book = book(grant(CLOUD, Optional.of(BEGAN), BOB), incident(false, status));
        assertThat(Explained.judge(book, Act.byAlice()).part(TICKET).state())
                .isEqualTo(
                        switch (status) {
                            case CONFIRMED -> State.FOUND;
                            case CLAIMED -> State.UNKNOWN;
                            case REFUTED -> State.MISSING;
                        });
    }
}
