package io.breakwater.detect.cover;

import static io.breakwater.detect.cover.CoverPart.APPROVAL;
import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.CoverPart.INCIDENT;
import static io.breakwater.detect.cover.CoverPart.TICKET;
import static io.breakwater.detect.cover.Explained.BY_BOB;
import static io.breakwater.detect.cover.Explained.HOUR;
import static io.breakwater.detect.cover.Explained.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverTicket.Standing;
import io.breakwater.detect.cover.Mark.Kind;
import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.detect.event.Cloud;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverVerdictTest {
    private static CoverBook.Builder everything() {
        return Explained.sources()
                .grant(Explained.grant())
                .incident(Explained.incident())
                .ticket(Explained.ticket());
    }

    @Test
    void event_withGrantIncidentTicketAndApproval_isCovered() {
        CoverAnswer answer = judge(everything(), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.COVERED);
        assertThat(answer.parts()).extracting(PartAnswer::part).containsExactly(GRANT, INCIDENT, TICKET, APPROVAL);
        assertThat(answer.parts())
                .extracting(part -> part.name().orElse(""))
                .containsExactly("G-1", "INC-1", "CHG-7", "bob@example.com");
        assertThat(answer.missing()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_KEY, asiaexample0000alice",
        "SESSION_NAME, alice@example.com",
        "SOURCE_IDENTITY, alice-laptop",
        "PRINCIPAL, ALICE@example.com",
        "PRINCIPAL, arn:aws:sts::111122223333:assumed-role/Emergency/alice@example.com",
        "PRINCIPAL, arn:aws:iam::111122223333:role/Emergency"
    })
    void grant_isFoundByEveryKindOfMark_inAnyLetterCase(Kind kind, String value) {
        CoverAnswer answer = judge(
                everything().grant(Explained.grant(kind, value)), Act.byAlice().sourceIdentity("Alice-Laptop"));
        assertThat(answer.verdict()).isEqualTo(Verdict.COVERED);
    }

    @Test
    void event_withNothingAtAll_isUncovered_andSaysThatNothingWasGiven() {
        CoverAnswer answer = judge(CoverBook.builder(), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.UNCOVERED);
        assertThat(answer.missing()).containsExactly(GRANT, INCIDENT, TICKET, APPROVAL);
        assertThat(answer.part(GRANT).why())
                .contains("access key ASIAEXAMPLE0000ALICE")
                .endsWith("no source of grants was given");
    }

    @Test
    void event_withoutIncident_isPartlyCovered_andTheIncidentIsNamedAsMissing() {
        CoverAnswer answer =
                judge(Explained.sources().grant(Explained.grant()).ticket(Explained.ticket()), Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
        assertThat(answer.missing()).containsExactly(INCIDENT);
        assertThat(answer.part(INCIDENT).why()).isEqualTo("named by grant G-1, but no source of incidents has it");
    }

    @Test
    void ticketNamedByAGrant_thatNoDeskHas_isMissing() {
        CoverAnswer answer =
                judge(Explained.sources().grant(Explained.grant()).incident(Explained.incident()), Act.byAlice());
        assertThat(answer.missing()).containsExactly(TICKET);
        assertThat(answer.part(TICKET).why()).isEqualTo("named by grant G-1, but no source of tickets has it");
    }

    @Test
    void ticketNamedByAGrant_whereNoTicketsWereGiven_isUnknown() {
        CoverBook.Builder book = CoverBook.builder()
                .source(Explained.source("grants", GRANT))
                .source(Explained.source("incidents", INCIDENT))
                .grant(Explained.grant())
                .incident(Explained.incident());
        CoverAnswer answer = judge(book, Act.byAlice());
        assertThat(answer.part(TICKET).state()).isEqualTo(State.UNKNOWN);
        assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void cancelledTicket_coversNothing() {
        CoverBook.Builder book = Explained.sources()
                .grant(Explained.grant())
                .incident(Explained.incident())
                .ticket(Explained.ticket(Standing.VOID, HOUR, Set.of()));
        CoverAnswer answer = judge(book, Act.byAlice());
        assertThat(answer.part(TICKET).why()).isEqualTo("CHG-7 does not fit: it was cancelled or refused");
        assertThat(answer.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
    }

    @Test
    void ticketWhoseWindowIsOver_isNamedAsTheNearest() {
        Window before = Window.of(Instant.parse("2026-06-30T00:00:00Z"), Instant.parse("2026-06-30T01:00:00Z"));
        CoverBook.Builder book = Explained.sources()
                .grant(Explained.grant())
                .ticket(Explained.ticket(Standing.STANDS, before, Set.of()));
        PartAnswer ticket = judge(book, Act.byAlice()).part(TICKET);
        assertThat(ticket.name()).contains("CHG-7");
        assertThat(ticket.why()).contains("its change window is from 2026-06-30T00:00:00Z");
    }

    @Test
    void ticketOfSomebodysWork_withoutAGrant_coversPartly() {
        CoverBook.Builder book =
                Explained.sources().ticket(Explained.ticket(Standing.STANDS, HOUR, Set.of("alice@example.com")));
        CoverAnswer answer = judge(book, Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.PARTLY_COVERED);
        assertThat(answer.part(TICKET).why()).startsWith("the work of who acted");
        assertThat(answer.missing()).containsExactly(GRANT, INCIDENT, APPROVAL);
    }

    @Test
    void somebodysOpenTicket_thatSaysNeitherWhenNorWhat_coversNothing() {
        CoverBook.Builder book = Explained.sources()
                .ticket(Explained.ticket(
                        Standing.STANDS, Window.since(Explained.DECLARED), Set.of("alice@example.com")));
        CoverAnswer answer = judge(book, Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.UNCOVERED);
        assertThat(answer.part(TICKET).why()).contains("neither a change window nor what is changed");
    }

    @Test
    void ticketAndIncident_namedInTheSessionName_areFound() {
        CoverBook.Builder book = everything();
        CoverAnswer answer = judge(book, Act.byAlice().withKey("AKIAOTHER").session("alice.CHG-7_INC-1"));
        assertThat(answer.part(TICKET).why()).startsWith("named by the session's name");
        assertThat(answer.part(INCIDENT).why()).startsWith("named by the session's name");
        assertThat(answer.missing()).contains(GRANT);
    }

    @Test
    void incident_isFoundThroughTheTicket() {
        CoverTicket ticket = new CoverTicket(
                "CHG-7",
                "tickets",
                Standing.STANDS,
                HOUR,
                Scope.ANYTHING,
                Optional.empty(),
                Set.of("alice@example.com"),
                Optional.of(Explained.DECLARED),
                Optional.empty(),
                Optional.of("INC-1"),
                List.of());
        CoverAnswer answer = judge(Explained.sources().ticket(ticket).incident(Explained.incident()), Act.byAlice());
        assertThat(answer.part(INCIDENT).why()).startsWith("named by ticket CHG-7");
    }

    @Test
    void ticket_isFoundThroughTheIncidentItsPeopleWorkedOn() {
        CoverIncident incident = new CoverIncident(
                "INC-1", "incidents", HOUR, false, Set.of("alice@example.com"), Set.of(), Set.of("CHG-7"));
        CoverAnswer answer =
                judge(Explained.sources().ticket(Explained.ticket()).incident(incident), Act.byAlice());
        assertThat(answer.part(INCIDENT).why()).startsWith("who acted worked on it");
        assertThat(answer.part(TICKET).why()).startsWith("named by incident INC-1");
    }

    @Test
    void incidentAboutAnAccount_holdsForThatAccountOnly() {
        CoverIncident incident =
                new CoverIncident("INC-1", "incidents", HOUR, false, Set.of(), Set.of(Act.ACCOUNT), Set.of());
        CoverBook.Builder book = Explained.sources().incident(incident);
        assertThat(judge(book, Act.byAlice()).part(INCIDENT).found()).isTrue();
        assertThat(judge(book, Act.byAlice().in("999988887777")).verdict()).isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void openIncident_withoutAnyLink_coversNothing() {
        assertThat(judge(Explained.sources().incident(Explained.incident()), Act.byAlice())
                        .verdict())
                .isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void event_inADrill_isADrill_andStillSaysWhatIsMissing() {
        CoverBook.Builder book = Explained.sources().grant(Explained.grant()).incident(Explained.drill());
        CoverAnswer answer = judge(book, Act.byAlice());
        assertThat(answer.verdict()).isEqualTo(Verdict.DRILL);
        assertThat(answer.missing()).containsExactly(TICKET);
    }

    @Test
    void overlappingGrants_theOneWithMoreLinksIsChosen_andTheOthersAreCounted() {
        CoverGrant bare = Explained.alone(Explained.with(Explained.grant(), "G-0", HOUR));
        CoverAnswer answer = judge(everything().grant(bare), Act.byAlice());
        assertThat(answer.part(GRANT).name()).contains("G-1");
        assertThat(answer.part(GRANT).why()).endsWith("; 1 more fit, this one by the strongest link");
    }

    @Test
    void overlappingGrants_equalInLinks_theLatestStartIsChosen_inWhateverOrderTheyCame() {
        CoverGrant later = Explained.with(
                Explained.grant(),
                "G-9",
                Window.of(Instant.parse("2026-07-01T03:15:00Z"), Instant.parse("2026-07-01T04:00:00Z")));
        CoverBook.Builder one = Explained.sources().grant(later).grant(Explained.grant());
        CoverBook.Builder two = Explained.sources().grant(Explained.grant()).grant(later);
        assertThat(judge(one, Act.byAlice()).part(GRANT).name()).contains("G-9");
        assertThat(judge(two, Act.byAlice())).isEqualTo(judge(one, Act.byAlice()));
    }

    @Test
    void sharedPrincipal_isToldApartByTheStrongerMark() {
        CoverGrant shared = Explained.with(
                Explained.grant(Kind.PRINCIPAL, "arn:aws:iam::111122223333:role/Emergency"), "G-SHARED", HOUR);
        CoverAnswer answer = judge(everything().grant(shared), Act.byAlice());
        assertThat(answer.part(GRANT).name()).contains("G-1");
        assertThat(answer.part(GRANT).why()).startsWith("the access key");
    }

    @Test
    void grantGivenTwice_countsOnce() {
        CoverAnswer answer = judge(everything().grant(Explained.grant()), Act.byAlice());
        assertThat(answer.part(GRANT).why()).doesNotContain("more fit");
    }

    @Test
    void grantOfAnotherCloud_doesNotCover() {
        Scope azure = new Scope(Set.of(Cloud.AZURE, Cloud.ENTRA), Set.of(), List.of(), Set.of());
        CoverGrant pim = Explained.with(Explained.grant(Kind.PRINCIPAL, "alice@example.com"), azure);
        CoverAnswer answer = judge(Explained.sources().grant(pim), Act.byAlice());
        assertThat(answer.part(GRANT).why()).isEqualTo("G-1 does not fit: it is for [AZURE, ENTRA], not AWS");
        assertThat(judge(Explained.sources().grant(pim), Act.byAlice().inAzureBy("alice@example.com"))
                        .part(GRANT)
                        .found())
                .isTrue();
    }

    @Test
    void grantOfSomebodyUnnamed_thatWouldFit_leavesItUnknown() {
        CoverGrant toAGroup = new CoverGrant(
                "group-7",
                "assignments",
                Set.of(),
                Window.ALWAYS,
                Scope.ANYTHING,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        CoverAnswer answer = judge(Explained.sources().grant(toAGroup), Act.byAlice());
        assertThat(answer.part(GRANT).why()).isEqualTo("group-7 may fit: its source does not say who holds it");
        assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void moreGrantsThanCanBeToldApart_areUnknown_notUncovered() {
        CoverBook.Builder book = Explained.sources();
        Scope elsewhere = new Scope(Set.of(), Set.of(), List.of(ResourcePattern.of("other")), Set.of());
        for (int i = 0; i < GrantSearch.MOST_CANDIDATES; i++) {
            book.grant(Explained.with(
                    Explained.with(Explained.grant(Kind.PRINCIPAL, "alice@example.com"), "G-" + i, HOUR), elsewhere));
        }
        PartAnswer grant = judge(book, Act.byAlice()).part(GRANT);
        assertThat(grant.state()).isEqualTo(State.UNKNOWN);
        assertThat(grant.why()).contains("too many to tell apart");
    }

    @Test
    void twoExportsOfOneTicket_theOneThatChangedLastCounts() {
        CoverTicket cancelled = new CoverTicket(
                "chg-7",
                "older",
                Standing.VOID,
                HOUR,
                Scope.ANYTHING,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.of(Explained.DECLARED),
                Optional.empty(),
                List.of());
        CoverBook.Builder book = everything().ticket(cancelled);
        assertThat(judge(book, Act.byAlice()).missing()).containsExactly(TICKET);
    }

    @Test
    void approvalOfTheTicket_countsForTheEvent() {
        CoverBook.Builder book = Explained.sources()
                .grant(Explained.approved(Explained.grant()))
                .incident(Explained.incident())
                .ticket(Explained.ticket())
                .approval(new CoverApproval("chg-7", "approvals", BY_BOB.by(), BY_BOB.at(), true));
        assertThat(judge(book, Act.byAlice()).part(APPROVAL).why()).startsWith("approval of ticket CHG-7 by bob");
    }
}
