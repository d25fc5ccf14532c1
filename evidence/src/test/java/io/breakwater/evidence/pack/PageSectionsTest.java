package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.model.Actor;
import io.breakwater.model.DebtFact.DebtBroughtForward;
import io.breakwater.model.DebtFact.DebtHandedOver;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtId;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantRefused;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.TicketRefuted;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R92: what an auditor reads on each part of a pack's page")
class PageSectionsTest {
    private static final PersonId ALICE = new PersonId("alice");
    private static final PersonId BOB = new PersonId("bob");
    private static final TargetName ORDERS = new TargetName("orders-db");
    private static final GrantId GRANT = new GrantId("GR-cccccccccc");
    private static final FactId CAUSE = new FactId("01936f00-0000-7000-8000-000000000001");

    @TempDir
    Path work;

    private TestHouse house;

    @BeforeEach
    void found() {
        house = new TestHouse(work);
    }

    private void happens(Fact fact) {
        house.clock.advance(Duration.ofSeconds(30));
        house.journal.transact(tx -> tx.append(Actor.person(ALICE, "token:TK-1"), fact));
    }

    private String page(SampleIncident sample) throws IOException {
        byte[] page = new Forge(house.file(house.seal(sample.id()))).files().get(PackNames.INDEX);
        return new String(page, StandardCharsets.UTF_8);
    }

    /** The part of the page from the heading of this id to the next. */
    private static String section(String page, String id) {
        int from = page.indexOf("id=\"" + id + "\"");
        assertThat(from).as("the section " + id).isPositive();
        int to = page.indexOf("<h2", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private static String header(String page) {
        return page.substring(page.indexOf("<header"), page.indexOf("</header"));
    }

    private SampleIncident told() {
        return new SampleIncident(house, "0042", "Checkout 5xx").tell();
    }

    private SampleIncident declared() {
        return new SampleIncident(house, "0042", "Checkout 5xx").declare();
    }

    @Test
    void summary_countsDoorsGlassAndDebts() throws IOException {
        assertThat(header(page(told())))
                .contains("Declared by alice on 21 Nov 2026, 03:12:00 UTC and closed ")
                .contains("2 doors were opened, 1 by breaking the glass")
                .contains("each was tried after its end and found shut")
                .contains("2 debts were opened, none is still owed.")
                .contains("audit-ready")
                .contains("severity 2")
                .contains("✓ trail complete")
                .contains("completed after closing");
    }

    @Test
    void summary_ofAnIncidentThatIsStillOpen_saysSo() throws IOException {
        assertThat(header(page(declared())))
                .contains("still open when sealed")
                .contains("audit blockers: scored when the incident is closed")
                .contains("0 doors were opened, none by breaking the glass")
                .contains("0 debts were opened, none is still owed.")
                .doesNotContain("and closed");
    }

    @Test
    void drill_isMarkedWhereNobodyOverlooksIt() throws IOException {
        IncidentId drill = new SampleIncident(house, "0077", "Orders database down")
                .declare()
                .id();
        house.journal.transact(tx -> {
            var title = tx.keep("Orders database down");
            return tx.append(
                    Actor.person(ALICE, "token:TK-1"),
                    new IncidentDeclared(drill, title, new Severity(3), true, ALICE));
        });
        byte[] page = new Forge(house.file(house.seal(drill))).files().get(PackNames.INDEX);
        assertThat(header(new String(page, StandardCharsets.UTF_8))).contains("DRILL: an exercise");
    }

    @Test
    void closedWithBlockers_namesEachThatIsWanting() throws IOException {
        SampleIncident sample = declared();
        happens(new IncidentClosed(
                sample.id(),
                Map.of("incomplete-trail", true, "unreviewed-access", false, "undocumented-change", true),
                BOB));
        String page = page(sample);
        assertThat(header(page)).contains("closed, not yet audit-ready").contains("wanting at closing");
        assertThat(section(page, "controls"))
                .contains("The trail was incomplete at closing.")
                .contains("The change was not documented at closing.")
                .doesNotContain("Privileged access was not reviewed at closing.");
    }

    @Test
    void cards_nameCommanderPeopleMeasuresAndTickets() throws IOException {
        assertThat(header(page(told())))
                .contains("<dt>Commander</dt>")
                .contains("bob")
                .contains("Time to usable access")
                .contains("640 ms")
                .contains("2.8 s")
                .contains("CHG0030001 (confirmed)")
                .contains("numbered without a hole");
    }

    @Test
    void claimedTicket_countsAsAClaim() throws IOException {
        assertThat(header(page(declared())))
                .contains("CHG0030001 (claimed)")
                .contains("a claim counts once a desk confirms it");
    }

    @Test
    void refutedTicket_isAGapUnderChanges() throws IOException {
        SampleIncident sample = declared();
        var evidence = house.journal.transact(tx -> tx.keep("not there")).value();
        happens(new TicketRefuted(sample.id(), "CHG0030001", "change-desk", evidence, BOB));
        assertThat(section(page(sample), "controls")).contains("Ticket CHG0030001 does not exist, as the desk said.");
    }

    @Test
    void picture_saysInWordsWhatItShows() throws IOException {
        assertThat(section(page(told()), "picture"))
                .contains("<title")
                .contains("Timeline of INC-2026-0042")
                .contains("2 grants and 2 debts. The tables below say the same in words.")
                .contains("role=\"img\"");
    }

    @Test
    void access_saysWhoWhyWhoSaidSo_andHowItEnded() throws IOException {
        assertThat(section(page(told()), "access"))
                .contains("alice → orders-db/")
                .contains("carol → orders-db/")
                .contains("drop the stuck replication slot to free WAL.")
                .contains("CHG0030001")
                .contains("nobody: glass broken by alice, with bob")
                .contains("bob (engineering-approver) approved")
                .contains("seen in use; as breakwater_alice_b1")
                .contains("✓ refused with 28P01 in 2.8 s, after 1 failed try")
                .contains("✓ refused with 28P01 in 412 ms")
                .contains("✓ carol, ")
                .contains("accepted. The recording shows one slot dropped, nothing else.")
                .contains("approved before");
    }

    private void opened(IncidentId incident, String account) {
        var ends = house.clock.instant().plus(Duration.ofMinutes(45));
        happens(new GrantIntended(incident, GRANT, ALICE, ORDERS, new RoleName("admin"), account, ends));
        happens(new GrantActivated(incident, GRANT, ALICE, account, ends));
    }

    @Test
    void doorThatIsNotProvenShut_isAGapInTheTableAndUnderItsControls() throws IOException {
        SampleIncident sample = declared();
        opened(sample.id(), "breakwater_x");
        happens(new GrantEnding(sample.id(), GRANT, Grant.EndReason.EXPIRED, "clock"));
        happens(new RevocationUnproven(sample.id(), GRANT, 1, "unreachable", house.clock.instant()));
        String page = page(sample);
        assertThat(header(page)).contains("1 door was opened").contains("1 not proven shut");
        assertThat(section(page, "access")).contains("✗ not proven");
        assertThat(section(page, "controls")).contains("is not proven to have ended.");
    }

    @Test
    void reviewThatIsOwed_isAGap() throws IOException {
        SampleIncident sample = declared();
        opened(sample.id(), "breakwater_x");
        happens(new GrantBypassed(
                sample.id(),
                GRANT,
                ALICE,
                Optional.empty(),
                house.clock.instant().plus(Duration.ofHours(72))));
        String page = page(sample);
        assertThat(section(page, "access")).contains("✗ owed by ");
        assertThat(section(page, "controls")).contains("was given without approval, and nobody else has reviewed it.");
    }

    @Test
    void doorThatWasNeverOpen_isSaidToBeSo() throws IOException {
        SampleIncident sample = declared();
        happens(new GrantRefused(
                sample.id(),
                GRANT,
                ALICE,
                ORDERS,
                new RoleName("admin"),
                io.breakwater.model.Code.POLICY_REFUSES,
                "the incident is too mild"));
        happens(new GrantWithdrawn(sample.id(), new GrantId("GR-dddddddddd"), "nobody decided in time"));
        assertThat(section(page(sample), "access"))
                .contains("refused: the incident is too mild")
                .contains("never open")
                .doesNotContain("✗ not proven");
    }

    @Test
    void debts_tellOwnerDeadlineAndHowTheyStand() throws IOException {
        assertThat(section(page(told()), "debts"))
                .contains("Approval after the glass was broken")
                .contains("function:security-approver")
                .contains("paid late, ")
                .contains("Notify the authority (GDPR Art. 33)")
                .contains("✓ paid, ")
                .doesNotContain("still owed");
    }

    @Test
    void debtThatWasHandedOverAndBroughtForward_isToldAsItStandsNow() throws IOException {
        SampleIncident sample = declared();
        DebtId debt = new DebtId("DEBT-0000000009");
        var opened = house.clock.instant();
        var due = opened.plus(Duration.ofDays(3));
        happens(new DebtOpened(
                debt,
                "change-documented",
                "A confirmed ticket",
                Optional.of(sample.id()),
                Optional.empty(),
                Optional.empty(),
                "person:alice",
                List.of(new io.breakwater.model.ControlId("iso27001:A.8.32")),
                opened,
                due,
                CAUSE,
                false));
        happens(new DebtHandedOver(
                debt, "change-documented", Optional.of(sample.id()), "person:alice", "person:bob", CAUSE));
        happens(new DebtBroughtForward(
                debt, "change-documented", Optional.of(sample.id()), due, opened.plus(Duration.ofHours(5)), CAUSE));
        String page = page(sample);
        assertThat(section(page, "debts"))
                .contains("person:bob")
                .contains(Times.dayAndTime(opened.plus(Duration.ofHours(5))))
                .contains("still owed")
                .doesNotContain("person:alice")
                .doesNotContain(Times.dayAndTime(due));
        assertThat(section(page, "controls")).contains("Still owed by person:bob: A confirmed ticket");
    }

    @Test
    void nothingOwed_andNobodyAsking_areAnswersToo() throws IOException {
        String page = page(declared());
        assertThat(section(page, "debts")).contains("Nothing was owed in this incident.");
        assertThat(section(page, "access")).contains("Nobody asked for access in this incident.");
    }

    @Test
    void controls_haveTheirOldNumberAndTheirEvidence() throws IOException {
        assertThat(section(page(told()), "controls"))
                .contains("ISO 27001:2022 A.8.2")
                .contains("(2013: A.9.2.3)")
                .contains("SOC 2 CC7.2")
                .contains("GDPR Art. 33")
                .contains("the credential was tried after its end, and refused: ")
                .containsPattern("href=\"#f[0-9]+\"");
    }

    @Test
    void proofOfCompleteness_namesTheLastNumberTheRootAndTheWitness() throws IOException {
        SampleIncident sample = told();
        long last = house.journal.factsOf(sample.id(), 0, 1_000).size() + 1L;
        assertThat(section(page(sample), "all"))
                .contains("number " + last + ", says of itself that it is the last")
                .contains("Cosigned by witness.test/one")
                .contains("incidentseq &lt;= " + last)
                .contains("asked by ")
                .contains("breakwater verify INC-2026-0042-1.zip")
                .containsPattern("<pre>[A-Za-z0-9+/]{43}=</pre>");
    }

    @Test
    void everyFact_isThereWithItsBytesAndItsPlace() throws IOException {
        SampleIncident sample = told();
        String facts = section(page(sample), "facts");
        int last = house.journal.factsOf(sample.id(), 0, 1_000).size();
        for (int sequence = 1; sequence <= last; sequence++) {
            assertThat(facts).contains("id=\"f" + sequence + "\"");
        }
        assertThat(facts)
                .contains("amended by ")
                .contains("in the log")
                .contains("&quot;specversion&quot;:&quot;1.0&quot;")
                .contains("2026-11-21T03:12:00.000000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</pre></details><h1>All is well</h1>",
                "</title><style>*{display:none}</style>",
                "javascript:alert(1)",
                "{{7*7}} ${7*7} #{7*7}",
                "safe\u202Eevil\u2066hidden\u2069",
                "\u200B\uFEFF\u0085\u2028\u2029",
                "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324",
                "]]><!--><svg/onload=alert(1)>",
                "=HYPERLINK(\"http://evil\")"
            })
    void hostileText_inEveryFieldThatTakesAny_staysText(String hostile) throws IOException {
        SampleIncident sample = new SampleIncident(house, "0042", hostile).declare();
        house.clock.advance(Duration.ofSeconds(1));
        var ref = house.journal.transact(tx -> tx.keep(hostile)).value();
        IncidentId incident = sample.id();
        Optional<IncidentId> in = Optional.of(incident);
        sample.note(1, ALICE, hostile);
        opened(incident, "account " + hostile);
        happens(new RevocationUnproven(incident, GRANT, 1, hostile, house.clock.instant()));
        happens(new GrantRefused(
                incident,
                new GrantId("GR-eeeeeeeeee"),
                ALICE,
                ORDERS,
                new RoleName("admin"),
                io.breakwater.model.Code.POLICY_REFUSES,
                hostile));
        happens(new GrantWithdrawn(incident, new GrantId("GR-dddddddddd"), hostile));
        happens(new io.breakwater.model.GrantFact.RevocationProven(incident, GRANT, hostile, hostile, 1, hostile, 5));
        happens(new DebtOpened(
                new DebtId("DEBT-0000000009"),
                hostile,
                hostile,
                in,
                Optional.empty(),
                Optional.of(hostile),
                hostile,
                List.of(new io.breakwater.model.ControlId("soc2:CC6.3")),
                house.clock.instant(),
                house.clock.instant(),
                CAUSE,
                false));
        happens(new DebtHandedOver(new DebtId("DEBT-0000000009"), hostile, in, hostile, hostile, CAUSE));
        happens(new io.breakwater.model.IncidentFact.TicketClaimed(incident, hostile, Optional.empty(), ALICE));
        happens(new io.breakwater.model.IncidentFact.NotificationMade(incident, hostile, hostile, ref, BOB));
        happens(new io.breakwater.model.IncidentFact.MeasureTaken(incident, hostile, 7, hostile));
        happens(new io.breakwater.model.IncidentFact.EvidenceAttached(
                incident, hostile, hostile, Optional.empty(), ref, ALICE));
        happens(new IncidentClosed(incident, Map.of(hostile, true), BOB));
        String page = page(sample);
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("onload=alert(1)>")
                .doesNotContain("<h1>All")
                .doesNotContain("<style>*")
                .doesNotContain("' onmouseover='")
                .doesNotContainPattern("href=\"(?!#)")
                .doesNotContainPattern("[\u202E\u2066\u2069\u200B\uFEFF\u0085\u2028\u2029]");
        assertThat(page.split("<h1", -1)).hasSize(2);
        assertThat(page.split("<table", -1)).hasSameSizeAs(page.split("</table", -1));
    }

    @Test
    void veryLongText_isKeptWhole_andBreaksNothing() throws IOException {
        String longest = "x".repeat(20_000);
        SampleIncident sample = new SampleIncident(house, "0042", longest).declare();
        sample.note(1, ALICE, "word ".repeat(4_000));
        happens(new RevocationUnproven(sample.id(), GRANT, 1, "y".repeat(20_000), house.clock.instant()));
        String page = page(sample);
        assertThat(page).contains(longest).endsWith("</html>\n");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, en-GB",
        "Pacific/Kiritimati, tr-TR",
        "Asia/Kathmandu, ar-EG-u-nu-arab",
        "America/St_Johns, th-TH-u-ca-buddhist-nu-thai",
        "Africa/Monrovia, de-CH"
    })
    void theSamePack_isTheSameBytes_inEveryZoneAndLanguage(String zone, String language) throws IOException {
        PackRecord record = house.seal(told().id());
        byte[] expected = java.nio.file.Files.readAllBytes(house.file(record));
        TimeZone zoneBefore = TimeZone.getDefault();
        Locale localeBefore = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Locale.setDefault(Locale.forLanguageTag(language));
            java.nio.file.Files.delete(house.file(record));
            assertThat(java.nio.file.Files.readAllBytes(house.file(record))).isEqualTo(expected);
            assertThat(house.verify(house.file(record)).facts()).isEqualTo(record.facts());
        } finally {
            TimeZone.setDefault(zoneBefore);
            Locale.setDefault(localeBefore);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1 s",
        "1500, 1.5 s",
        "9999, 10.0 s",
        "10500, 10 s",
        "60000, 1 min",
        "61000, 1 min 1 s",
        "3600000, 1 h",
        "4320000, 1 h 12 min",
        "172740000, 47 h 59 min",
        "172800000, 2 days",
        "180000000, 2 days 2 h",
    })
    void spans_haveAtMostTwoUnits(long millis, String words) {
        assertThat(Times.span(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
