package io.breakwater.response.incident;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.as;
import static io.breakwater.response.World.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketQueued;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import io.breakwater.model.TicketClaim;
import io.breakwater.response.World;
import io.breakwater.response.incident.DeclareIncident.Declaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R68, R74: everything done in an incident is on its record, with who and when")
class IncidentLifeTest {
    private final World world = new World();
    private final MemoryJournal journal = world.journal;

    private Incident declare(String title, Optional<String> ticket) {
        return new DeclareIncident(journal)
                .declare(as(ALICE), new Declaration(title, new Severity(1), false, false, ticket))
                .value();
    }

    private String text(ContentRef ref) {
        return new String(journal.content(ref).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void numbersHaveNoHoles_evenWhenADeclarationIsRefusedInBetween() {
        assertThat(declare("one", Optional.empty()).id()).isEqualTo(new IncidentId("INC-2026-0001"));
        refused(Code.MALFORMED_TEXT, () -> declare(" \u0007 ", Optional.empty()));
        refused(Code.MALFORMED_NAME, () -> declare("two", Optional.of("CHG'; drop table")));
        assertThat(declare("two", Optional.empty()).id()).isEqualTo(new IncidentId("INC-2026-0002"));
    }

    @Test
    void eachYearBeginsAtOne() {
        declare("in the old year", Optional.empty());
        world.clock.set(Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(declare("in the new year", Optional.empty()).id()).isEqualTo(new IncidentId("INC-2027-0001"));
    }

    @Test
    void titleIsKeptOutOfTheFact() {
        Incident incident = declare("  checkout 5xx for Erika Mustermann  ", Optional.empty());

        assertThat(journal.all()).noneMatch(fact -> new String(fact.leaf(), StandardCharsets.UTF_8).contains("Erika"));
        assertThat(text(incident.title())).isEqualTo("checkout 5xx for Erika Mustermann");
    }

    @Test
    @DisplayName("R51: a change ticket is queued, not waited for")
    void declaring_queuesAChangeTicket() {
        Incident incident = declare("down", Optional.of("CHG0030001"));

        assertThat(journal.facts(TicketQueued.class))
                .containsExactly(new TicketQueued(incident.id(), "change:INC-2026-0001"));
        assertThat(incident.tickets()).containsExactly(new TicketClaim("CHG0030001", TicketClaim.Status.CLAIMED));
        assertThat(journal.facts(TicketClaimed.class)).hasSize(1);
    }

    @Test
    void declarer_commandsUntilSomebodyElseDoes() {
        IncidentId incident = world.declared();
        assertThat(world.incident(incident).roles()).isEqualTo(Map.of(IncidentRole.COMMANDER, List.of(ALICE)));

        new AssignRole(journal).assign(as(ALICE), incident, IncidentRole.COMMANDER, BOB);
        new ReleaseRole(journal).release(as(ALICE), incident, IncidentRole.COMMANDER, ALICE);

        assertThat(world.incident(incident).roles()).isEqualTo(Map.of(IncidentRole.COMMANDER, List.of(BOB)));
        refused(
                Code.NOT_ALLOWED,
                () -> new AssignRole(journal).assign(as(ALICE), incident, IncidentRole.SCRIBE, CAROL));
    }

    @Test
    void aDrill_isTheSamePath_marked() {
        IncidentId real = world.declared(false, true);
        IncidentId drill = world.declared(true, true);

        assertThat(types(drill)).isEqualTo(types(real));
        assertThat(journal.facts(IncidentDeclared.class))
                .extracting(IncidentDeclared::drill)
                .containsExactly(false, true);
        assertThat(world.incident(drill).drill()).isTrue();
    }

    private List<String> types(IncidentId incident) {
        return journal.factsOf(incident, 0, 100).stream()
                .map(fact -> fact.envelope().type())
                .toList();
    }

    @Test
    void personalDataKnownAtTheStart_startsTheClockThen() {
        IncidentId incident = world.declared(false, true);

        assertThat(journal.facts(PersonalDataInvolved.class))
                .extracting(PersonalDataInvolved::awareAt)
                .containsExactly(world.now());
        assertThat(world.incident(incident).personalData()).isTrue();
    }

    @Test
    void awareInTheFuture_isRefused() {
        IncidentId incident = world.declared();
        refused(
                Code.MALFORMED_REQUEST,
                () -> new InvolvePersonalData(journal)
                        .involve(as(ALICE), incident, world.now().plusSeconds(1), "names", false));
        assertThat(world.incident(incident).personalData()).isFalse();
    }

    @Test
    void aRoleGivenTwice_isRefused_andOnTheRecordOnce() {
        IncidentId incident = world.declared();
        new AssignRole(journal).assign(as(BOB), incident, IncidentRole.SCRIBE, CAROL);

        refused(Code.WRONG_STATE, () -> new AssignRole(journal).assign(as(BOB), incident, IncidentRole.SCRIBE, CAROL));
        refused(
                Code.WRONG_STATE,
                () -> new ReleaseRole(journal).release(as(BOB), incident, IncidentRole.OPERATIONS, CAROL));
        refused(
                Code.NOT_FOUND,
                () -> new AssignRole(journal).assign(as(BOB), incident, IncidentRole.SCRIBE, new PersonId("nobody")));
        assertThat(journal.facts(IncidentRoleAssigned.class)).hasSize(2);
    }

    @Test
    void whatIsClosed_changesNeitherRolesNorSeverity_butTakesNotes() {
        IncidentId incident = world.declared();
        new CloseIncident(journal).close(as(BOB), incident);

        refused(Code.WRONG_STATE, () -> new ChangeSeverity(journal).change(as(BOB), incident, new Severity(3), "x"));
        refused(Code.WRONG_STATE, () -> new AssignRole(journal).assign(as(BOB), incident, IncidentRole.SCRIBE, CAROL));
        refused(Code.WRONG_STATE, () -> new CloseIncident(journal).close(as(BOB), incident));
        new Note(journal).write(as(CAROL), incident, "found later");
        new ReopenIncident(journal).reopen(as(BOB), incident, "it is back");
        refused(Code.WRONG_STATE, () -> new ReopenIncident(journal).reopen(as(BOB), incident, "again"));
        assertThat(world.status(incident)).isEqualTo(IncidentStatus.OPEN);
    }

    @Test
    void theSameSeverity_isRefused() {
        IncidentId incident = world.declared();
        refused(Code.WRONG_STATE, () -> new ChangeSeverity(journal).change(as(BOB), incident, new Severity(1), "x"));
    }

    @Test
    void amendment_namesTheFact_andLeavesItAsItIs() {
        IncidentId incident = world.declared();
        new Note(journal).write(as(ALICE), incident, "the database is down");
        FactId note = last(incident);
        byte[] before = journal.fact(note).orElseThrow().leaf();

        new Amend(journal).amend(as(ALICE), incident, note, "only the replica is");

        assertThat(journal.fact(note).orElseThrow().leaf()).isEqualTo(before);
        assertThat(journal.facts(FactAmended.class))
                .extracting(FactAmended::original)
                .containsExactly(note);
    }

    @Test
    void amendmentOfAFactOfAnotherIncident_isRefused() {
        IncidentId one = world.declared();
        IncidentId other = world.declared();
        refused(Code.NOT_FOUND, () -> new Amend(journal).amend(as(ALICE), one, last(other), "x"));
        refused(
                Code.NOT_FOUND,
                () -> new Amend(journal)
                        .amend(as(ALICE), one, new FactId("01932c07-7b1a-7000-8000-00000000ffff"), "x"));
    }

    private FactId last(IncidentId incident) {
        return journal.factsOf(incident, journal.read(tx -> tx.lastSequence(incident)) - 1, 1)
                .get(0)
                .envelope()
                .id();
    }

    @Test
    void review_needsAClosedIncident_andKnownParticipants() {
        IncidentId incident = world.declared();
        HoldReview review = new HoldReview(journal);
        refused(Code.WRONG_STATE, () -> review.hold(as(BOB), incident, "fine", List.of(ALICE)));
        new CloseIncident(journal).close(as(BOB), incident);
        refused(Code.MALFORMED_REQUEST, () -> review.hold(as(BOB), incident, "fine", List.of()));
        refused(Code.NOT_FOUND, () -> review.hold(as(BOB), incident, "fine", List.of(new PersonId("nobody"))));
        refused(Code.MALFORMED_TEXT, () -> review.hold(as(BOB), incident, "  ", List.of(ALICE)));
    }

    @ParameterizedTest
    @EnumSource(GrantState.class)
    void closing_isRefusedWhileAGrantCanBeEnded_andSaysWhich_butADeadTargetDoesNotHoldItUp(GrantState state) {
        IncidentId incident = world.declared();
        GrantId grant = world.grant(incident, 1, state);
        world.grant(world.declared(), 2, GrantState.ACTIVE);
        CloseIncident close = new CloseIncident(journal);

        if (EnumSet.of(GrantState.APPROVED, GrantState.BYPASSED, GrantState.INTENDED, GrantState.ACTIVE)
                .contains(state)) {
            assertThatThrownBy(() -> close.close(as(BOB), incident))
                    .isInstanceOfSatisfying(
                            BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.WRONG_STATE))
                    .hasMessageContaining(grant + " (" + state + ")");
            assertThat(world.status(incident)).isEqualTo(IncidentStatus.OPEN);
        } else {
            assertThat(close.close(as(BOB), incident).value().incident().status())
                    .isEqualTo(IncidentStatus.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "\u202Eevil", "x\u200By", "\uD800", "bell\u0007", "\uFEFFbom"})
    void deceptiveText_isRefusedEverywhere(String text) {
        IncidentId incident = world.declared();
        int before = journal.all().size();
        refused(Code.MALFORMED_TEXT, () -> declare(text, Optional.empty()));
        refused(Code.MALFORMED_TEXT, () -> new Note(journal).write(as(ALICE), incident, text));
        refused(Code.MALFORMED_TEXT, () -> new Amend(journal).amend(as(ALICE), incident, last(incident), text));
        refused(
                Code.MALFORMED_TEXT,
                () -> new ChangeSeverity(journal).change(as(BOB), incident, new Severity(2), text));
        refused(
                Code.MALFORMED_TEXT,
                () -> new MakeNotification(journal).record(as(BOB), incident, "gdpr-33", text, "evidence"));
        assertThat(journal.all()).hasSize(before);
    }

    @Test
    void textThatLooksLikeCode_isKeptAsItIs() {
        IncidentId incident = world.declared();
        String hostile = "'; DROP TABLE facts; -- <script>alert(1)</script> {{7*7}} ${jndi:ldap://x} %s %n \"";
        new Note(journal).write(as(ALICE), incident, hostile);

        assertThat(new ReadTimeline(journal).read(as(BOB), incident, 0, 100))
                .anyMatch(entry -> entry.text().contains(hostile));
    }

    @Test
    void overlongText_isRefused() {
        IncidentId incident = world.declared();
        refused(Code.MALFORMED_TEXT, () -> declare("x".repeat(201), Optional.empty()));
        refused(Code.MALFORMED_TEXT, () -> new Note(journal).write(as(ALICE), incident, "x".repeat(20_001)));
    }

    @Test
    void theClock_isTheJournals() {
        TestClock clock = world.clock;
        clock.advance(Duration.ofMinutes(5));
        assertThat(declare("later", Optional.empty()).declaredAt()).isEqualTo(clock.instant());
    }
}
