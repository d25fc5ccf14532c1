package io.breakwater.response.incident;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.ALICE_ADMIN;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.ROOT;
import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentFact.EvidenceAttached;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketQueued;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import io.breakwater.model.TicketClaim;
import io.breakwater.response.World;
import io.breakwater.response.incident.AttachEvidence.Attachment;
import io.breakwater.response.incident.DeclareIncident.Declaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R68, R74: everything done in an incident is on its record, with who and when")
class IncidentLifeTest {
    private final World world = new World();
    private final MemoryJournal journal = world.journal;

    private static void refused(Code code, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc/passwd",
                "/etc/passwd",
                "a/b",
                "a\\b",
                "..",
                ".",
                ".hidden",
                "a..b",
                "con",
                "NUL.txt",
                "a\u0000b",
                "a\nb",
                "",
                " a",
                "a ",
                "a.",
                "C:a",
                "a\u202Egpj.exe",
                "ａ.txt",
                "~root",
                "-rf"
            })
    void aNameThatIsMoreThanAPlainFileName_isRefused(String name) {
        IncidentId incident = world.declared();
        refused(
                Code.MALFORMED_NAME,
                () -> new AttachEvidence(journal)
                        .attach(as(ALICE), incident, new Attachment(name, "screenshot", Optional.empty(), new byte[] {1
                        })));
        assertThat(journal.facts(EvidenceAttached.class)).isEmpty();
    }

    @Test
    void attachments_haveALimit_andAreNotEmpty() {
        IncidentId incident = world.declared();
        AttachEvidence attach = new AttachEvidence(journal);
        refused(
                Code.TOO_LARGE,
                () -> attach.attach(
                        as(ALICE),
                        incident,
                        new Attachment("a.bin", "dump", Optional.empty(), new byte[AttachEvidence.MAX_BYTES + 1])));
        refused(
                Code.MALFORMED_REQUEST,
                () -> attach.attach(
                        as(ALICE), incident, new Attachment("a.bin", "dump", Optional.empty(), new byte[0])));
        refused(
                Code.MALFORMED_NAME,
                () -> attach.attach(
                        as(ALICE), incident, new Attachment("a.bin", "Dump!", Optional.empty(), new byte[1])));
    }

    @Test
    void evidenceForAGrantOfAnotherIncident_isRefused() {
        IncidentId incident = world.declared();
        GrantId elsewhere = world.grant(world.declared(), 5, GrantState.ENDED);
        refused(
                Code.NOT_FOUND,
                () -> new AttachEvidence(journal)
                        .attach(
                                as(ALICE),
                                incident,
                                new Attachment("a.cast", "recording", Optional.of(elsewhere), new byte[1])));
    }

    @Test
    void erasedContent_isGone_itsHashStays_andReadingIsOnTheRecord() {
        IncidentId incident = world.declared();
        String digest = world.incident(incident).title().digest();
        assertThat(new ReadContent(journal).read(as(BOB), incident, digest).bytes())
                .isNotEmpty();
        assertThat(journal.facts(EvidenceRead.class))
                .extracting(EvidenceRead::by)
                .containsExactly(BOB);

        new EraseContent(journal).erase(as(ROOT), incident, digest, "Art. 17");

        refused(Code.NOT_FOUND, () -> new ReadContent(journal).read(as(BOB), incident, digest));
        refused(Code.WRONG_STATE, () -> new EraseContent(journal).erase(as(ROOT), incident, digest, "again"));
        assertThat(journal.facts(ContentErased.class))
                .extracting(ContentErased::digest)
                .containsExactly(digest);
        assertThat(journal.facts(IncidentDeclared.class).get(0).title().digest())
                .isEqualTo(digest);
    }

    @Test
    void contentOfAnotherIncident_isNeitherReadNorErased() {
        IncidentId one = world.declared();
        String elsewhere = world.incident(world.declared()).title().digest();
        refused(Code.NOT_FOUND, () -> new ReadContent(journal).read(as(BOB), one, elsewhere));
        refused(Code.NOT_FOUND, () -> new EraseContent(journal).erase(as(ROOT), one, elsewhere, "x"));
        refused(Code.MALFORMED_NAME, () -> new ReadContent(journal).read(as(BOB), one, "../x"));
    }

    @Test
    void aTicket_isDecidedOnce_byAnotherHuman() {
        IncidentId incident = world.declared();
        new ClaimTicket(journal).claim(as(ALICE), incident, "CHG0000001", Optional.empty());
        refused(Code.CONFLICT, () -> new ClaimTicket(journal).claim(as(BOB), incident, "CHG0000001", Optional.empty()));
        ConfirmTicket confirm = new ConfirmTicket(journal);

        refused(Code.NOT_ALLOWED, () -> confirm.confirm(as(ALICE_ADMIN), incident, "CHG0000001", "servicenow", "seen"));
        refused(Code.NOT_FOUND, () -> confirm.confirm(as(BOB), incident, "CHG0000002", "servicenow", "seen"));
        refused(Code.MALFORMED_TEXT, () -> confirm.confirm(as(BOB), incident, "CHG0000001", "servicenow", ""));
        confirm.confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen");
        refused(Code.WRONG_STATE, () -> confirm.confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen"));
        refused(
                Code.WRONG_STATE,
                () -> new RefuteTicket(journal).refute(as(CAROL), incident, "CHG0000001", "servicenow", "no"));

        assertThat(world.incident(incident).tickets())
                .containsExactly(new TicketClaim("CHG0000001", TicketClaim.Status.CONFIRMED));
    }

    @Test
    void aTicketWhoseClaimantIsNotInTheDirectory_cannotBeConfirmed() {
        IncidentId incident = world.declared();
        new ClaimTicket(journal).claim(as(CAROL), incident, "CHG0000001", Optional.empty());
        journal.transact(tx -> {
            tx.state().delete(io.breakwater.model.Person.class, CAROL.value());
            return true;
        });

        refused(
                Code.NOT_ALLOWED,
                () -> new ConfirmTicket(journal).confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen"));
    }

    @Test
    void theTicketOfARequest_becomesAClaimOfTheRequester_once() {
        IncidentId incident = world.declared();
        for (int i = 1; i <= 2; i++) {
            GrantId grant = new GrantId("GR-000000000" + i);
            GrantTerms terms = new GrantTerms(
                    grant,
                    incident,
                    ALICE,
                    new TargetName("orders-db"),
                    new RoleName("admin"),
                    "postgresql",
                    Map.of(),
                    60,
                    world.text("why"),
                    Optional.of("CHG0000001"),
                    Map.of(),
                    true,
                    List.of(),
                    60,
                    60,
                    "00".repeat(32));
            world.happens(new GrantRequested(incident, grant, terms, "00".repeat(32)));
        }

        assertThat(journal.facts(TicketClaimed.class))
                .containsExactly(
                        new TicketClaimed(incident, "CHG0000001", Optional.of(new GrantId("GR-0000000001")), ALICE));
        refused(
                Code.NOT_ALLOWED,
                () -> new ConfirmTicket(journal)
                        .confirm(as(ALICE_ADMIN), incident, "CHG0000001", "servicenow", "seen"));
        assertThat(world.debt("ticket-validated").subject()).contains("CHG0000001");
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
    void declarationsAtTheSameMoment_getNumbersWithoutHolesOrRepetition() throws Exception {
        List<Callable<IncidentId>> declarations = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            declarations.add(world::declared);
        }
        assertThat(all(declarations).stream().map(IncidentId::value).sorted())
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> String.format("INC-2026-%04d", i))
                        .toList());
    }

    @Test
    void closingAtTheSameMoment_happensOnce() throws Exception {
        IncidentId incident = world.declared();
        List<Callable<Boolean>> closings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closings.add(() -> {
                try {
                    new CloseIncident(journal).close(as(BOB), incident);
                    return true;
                } catch (BreakwaterException e) {
                    assertThat(e.code()).isEqualTo(Code.WRONG_STATE);
                    return false;
                }
            });
        }

        assertThat(all(closings).stream().filter(closed -> closed)).hasSize(1);
        assertThat(journal.facts(IncidentClosed.class)).hasSize(1);
    }

    private static <T> List<T> all(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<T> values = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                values.add(future.get());
            }
            return values;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoFoundersOfTheYearsCounter_bothGetANumber() {
        // The first transaction is told that somebody else has founded the counter meanwhile.
        World fresh = new World();
        int[] attempts = {0};
        DeclareIncident declare = new DeclareIncident(new ConflictOnce(fresh.journal, attempts));

        Incident incident = declare.declare(
                        as(ALICE), new Declaration("x", new Severity(1), false, false, Optional.empty()))
                .value();

        assertThat(incident.id()).isEqualTo(new IncidentId("INC-2026-0001"));
        assertThat(attempts[0]).isEqualTo(2);
    }

    @Test
    void theClock_isTheJournals() {
        TestClock clock = world.clock;
        clock.advance(Duration.ofMinutes(5));
        assertThat(declare("later", Optional.empty()).declaredAt()).isEqualTo(clock.instant());
    }
}
