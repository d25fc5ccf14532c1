package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleFindings;
import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.model.Actor;
import io.breakwater.model.FindingFact.FindingAcceptanceExpired;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingStanding;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.LogGap;
import io.breakwater.model.PersonId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("R29, R92: what a pack's page says about the clouds' logs")
class FindingsPageTest {
    @TempDir
    Path work;

    private TestHouse house;
    private SampleIncident sample;
    private SampleFindings findings;

    @BeforeEach
    void declare() {
        house = new TestHouse(work);
        sample = new SampleIncident(house, "0042", "Checkout 5xx").declare();
        findings = new SampleFindings(house, sample.id());
    }

    private String page() throws IOException {
        byte[] page = new Forge(house.file(house.seal(sample.id()))).files().get(PackNames.INDEX);
        return new String(page, StandardCharsets.UTF_8).replace("\n", "");
    }

    private static String logs(String page) {
        int from = page.indexOf("id=\"logs\"");
        assertThat(from).as("the section about logs").isPositive();
        return page.substring(from, page.indexOf("<h2", from));
    }

    /** The row of the table about this finding. */
    private static String row(String page, FindingId id) {
        String logs = logs(page);
        int name = logs.indexOf(">" + id + "<");
        assertThat(name).as("the row of " + id).isPositive();
        return logs.substring(logs.lastIndexOf("<tr>", name), logs.indexOf("</tr>", name));
    }

    /** The row of the table of controls about this one. */
    private static String control(String page, String label) {
        String controls = page.substring(page.indexOf("id=\"controls\""));
        int name = controls.indexOf(label);
        return controls.substring(name, controls.indexOf("</tr>", name));
    }

    @Test
    void figures_areShown() throws IOException {
        findings.tell();

        assertThat(logs(page()))
                .contains("<dt>Changes covered in full</dt><dd>40 %<small>2 of 5 that need cover</small>")
                .contains("<dd>6<small>2 not answered</small>")
                .contains("<dd>3<small>18204 events were read, of 2 accounts and regions</small>");
    }

    @Test
    void bar_countsTheVerdictsOfWhatBelongsHere() throws IOException {
        findings.tell();

        assertThat(logs(page()))
                .contains("<figcaption>1 covered · 5 uncovered</figcaption>")
                .contains("class=\"v good\"");
    }

    @Test
    void eachFinding_saysHowItStands_andWhatPeopleSaid() throws IOException {
        findings.tell();
        String page = page();

        assertThat(row(page, SampleFindings.EXPLAINED))
                .contains("✓ explained")
                .contains("planned move of the shop")
                .contains("CHG-17");
        assertThat(row(page, SampleFindings.ACCEPTED))
                .contains("✓ accepted for a time")
                .contains("no other way in until Friday")
                .contains("Bob accepted it until");
        assertThat(row(page, SampleFindings.REMEDIATED)).contains("✓ put right").contains("key deleted");
        assertThat(row(page, SampleFindings.OPEN)).contains("✗ not answered, urgent");
        assertThat(row(page, SampleFindings.ELSEWHERE)).contains("belongs to INC-2026-0099");
        assertThat(row(page, SampleFindings.COME_HERE))
                .contains("Image deployed without a scan")
                .contains("Bob moved it from INC-2026-0099 to this incident")
                .contains("✗ not answered");
    }

    @Test
    void verdictBeforeAndAfter_areBothShown_withWhatCoversItNow() throws IOException {
        findings.tell();

        assertThat(row(page(), SampleFindings.REJUDGED))
                .contains("chip good\">covered<")
                .contains("covered, was partly covered")
                .contains("✓ grant GR-aaaaaa0042")
                .contains("nothing owed");
    }

    @Test
    void worstFirst_andWhatIsMissingOfItsCover() throws IOException {
        findings.tell();
        String logs = logs(page());

        assertThat(logs.indexOf(SampleFindings.OPEN.value()))
                .isLessThan(logs.indexOf(SampleFindings.EXPLAINED.value()));
        assertThat(row(page(), SampleFindings.OPEN))
                .contains("title=\"nobody approved it\" class=\"no\">✗ approval")
                .contains("mallory")
                .contains("arn:aws:s3:::orders-pictures")
                .contains("known 5 min 10 s later");
    }

    @Test
    void ofWhatIsNotAnswered_theGravestComesFirst() throws IOException {
        findings.raised(SampleFindings.OPEN, "Tag changed", "uncovered", "eve", "low");
        findings.raised(SampleFindings.REJUDGED, "Key made", "uncovered", "eve", "high");
        String logs = logs(page());

        assertThat(logs.indexOf(SampleFindings.REJUDGED.value())).isLessThan(logs.indexOf(SampleFindings.OPEN.value()));
    }

    @Test
    void acceptedFinding_whoseTimeIsOver_isNotAnsweredAnyMore() throws IOException {
        findings.tell();
        house.journal.transact(tx -> tx.append(
                Actor.system("findings"),
                new FindingAcceptanceExpired(
                        SampleFindings.ACCEPTED, Optional.of(sample.id()), house.clock.instant())));

        assertThat(row(page(), SampleFindings.ACCEPTED))
                .contains("✗ not answered, urgent")
                .doesNotContain("✓ accepted");
    }

    @Test
    void whyItIsInThisIncident_isSaid_withThoseThatAreAsLikely() throws IOException {
        findings.tell();

        assertThat(row(page(), SampleFindings.OPEN))
                .contains("it was open at the time; nothing else speaks for it; as likely in INC-2026-0099");
    }

    @Test
    void hoursWithoutLogs_areListed() throws IOException {
        findings.tell();

        assertThat(logs(page()))
                .contains("Hours of which there are no logs")
                .contains("111122223333")
                .contains("3 h");
    }

    @Test
    void controls_haveTheFindingsTheFiguresAndTheGaps() throws IOException {
        findings.tell();
        String page = page();

        assertThat(control(page, "ISO 27001:2022 A.8.15"))
                .contains("40 % covered: 2 of 5, 3 hours without logs")
                .contains("There are no logs of 111122223333");
        assertThat(control(page, "ISO 27001:2022 A.8.32"))
                .contains("3 of 5 changes in the logs are not covered in full");
        assertThat(control(page, "SOC 2 CC6.1"))
                .contains("Nobody has answered " + SampleFindings.OPEN + ": Logging stopped (uncovered).")
                .contains("Nobody has answered " + SampleFindings.COME_HERE)
                .doesNotContain(SampleFindings.ELSEWHERE.value())
                .doesNotContain(SampleFindings.EXPLAINED.value());
    }

    @Test
    void wordsThatSomebodyWrote_areNeitherShortenedNorChanged() throws IOException {
        String said = "as " + SampleFindings.COME_HERE + " says. Found in the logs: nothing else";
        findings.tell();
        FindingRaised raised =
                house.journal.facts(FindingMovedHere.class).get(0).raised();
        house.journal.transact(tx -> tx.append(
                Actor.system("watch"),
                new FindingMovedHere(
                        SampleFindings.COME_HERE,
                        Optional.of(sample.id()),
                        Optional.of(SampleFindings.OTHER),
                        raised,
                        FindingStanding.of(raised),
                        FindingStatus.OPEN,
                        true,
                        false,
                        house.clock.instant(),
                        FindingLink.By.PERSON_SAID,
                        Optional.of(tx.keep(said)),
                        Optional.of(new PersonId("bob")))));

        assertThat(row(page(), SampleFindings.COME_HERE))
                .contains("Bob moved it from INC-2026-0099 to this incident: “" + said + "” <a");
    }

    @Test
    void partOfAnHourWithoutLogs_isNoHourWithLogs() throws IOException {
        Instant from = house.clock.instant();
        findings.coverage(
                new LogGap("orders (partition 3)", "*", from, from.plusSeconds(60)),
                new LogGap("111122223333", "eu-west-1", from, from.plusSeconds(7_200)));

        assertThat(logs(page())).contains("<dd>3<small>").contains("111122223333 eu-west-1");
    }

    @Test
    void moreFindingsThanAreListedAtAControl_areCountedThere() throws IOException {
        IntStream.range(0, 53)
                .forEach(i -> findings.raised(
                        new FindingId(String.format("F-%016x", i)), "Key " + i + " made", "uncovered", "eve", "low"));

        assertThat(control(page(), "SOC 2 CC6.1"))
                .contains("Key 49 made")
                .doesNotContain("Key 50 made")
                .contains("3 more findings that nobody has answered: all are in facts.ndjson.");
    }

    @Test
    void incidentWithoutLogs_saysNothingAboutThem() throws IOException {
        assertThat(page()).doesNotContain("id=\"logs\"");
    }

    @Test
    void noFindings_isSaidInWords_andIsNotTheSameAsNoLogs() throws IOException {
        findings.coverage();

        assertThat(logs(page())).contains("Nothing was found in them").contains("<dd>0<small>18204 events");
    }

    @Test
    void manyFindings_areCutToTheWorst_andTheRestIsNamed() throws IOException {
        IntStream.range(0, PageLogs.MOST_FINDINGS + 5)
                .forEach(i -> findings.raised(
                        new FindingId(String.format("F-%016x", i)),
                        "Key made",
                        "uncovered",
                        "eve",
                        i == 203 ? "critical" : "low"));

        String logs = logs(page());
        assertThat(logs).contains("The 200 worst of 205 findings").contains("F-00000000000000cb");
        assertThat(logs.split("scope=\"row\"", -1)).hasSize(PageLogs.MOST_FINDINGS + 1);
    }

    @Test
    void namesFromLogs_cannotBecomeMarkup() throws IOException {
        findings.raised(SampleFindings.OPEN, "<script>alert(1)</script>", "uncovered", "<img src=x>", "high");

        assertThat(page()).doesNotContain("<script>").doesNotContain("<img");
    }
}
