package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.event.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlFormTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^<>]*)>");
    private static final Set<String> WITHOUT_END = Set.of("meta");

    @TempDir
    Path folder;

    private ReportKit kit;

    @BeforeEach
    void begin() {
        kit = new ReportKit(folder);
    }

    private String page() throws IOException {
        return kit.text(Reports.PAGE);
    }

    private static String section(String page, String id) {
        int from = page.indexOf("id=\"" + id + "\"");
        assertThat(from).as("the section " + id).isPositive();
        int to = page.indexOf("<h2", from);
        return page.substring(from, to < 0 ? page.length() : to);
    }

    private void hits(int count) {
        Instant time = Instant.parse("2026-07-01T00:00:00Z");
        for (int i = 0; i < count; i++) {
            kit.opened(time.plusSeconds(60L * i).toString(), "user-" + i % 30);
        }
    }

    @Test
    void headline_saysHowItStands() throws IOException {
        hits(3);
        assertThat(page()).contains("<h1>3 privileged events lack cover</h1>").contains("0 %");
    }

    @Test
    void oneEvent_isNotCalledSeveral() throws IOException {
        hits(1);
        assertThat(page()).contains("<h1>1 privileged event lacks cover</h1>");
    }

    @Test
    void logsWithoutAnyFinding_sayThatNothingNeededCover() throws IOException {
        kit.event("2026-07-01T03:14:00Z", "s3.amazonaws.com", "ListBuckets", "carol");
        assertThat(page())
                .contains("<h1>Nothing needed cover</h1>")
                .contains("Nothing is left to explain.")
                .contains("No rule matched anything.")
                .contains("No gap was seen");
    }

    @Test
    void logsThatCannotBeRead_areNotCalledClean() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("odd"));
        Files.writeString(logs.resolve("a.json"), "not a log");
        String page = Files.readString(kit.written(logs).resolve(Reports.PAGE));
        assertThat(page)
                .contains("<h1>Nothing can be said: there was nothing to look at</h1>")
                .doesNotContain("left to explain");
        assertThat(section(page, "next")).contains("No event could be read");
        assertThat(section(page, "gaps")).contains("a.json", "not recognised");
    }

    @Test
    void everySection_isThere_andTheWorstComesFirst() throws IOException {
        hits(2);
        kit.event("2026-07-01T03:11:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        kit.event("2026-07-01T03:13:00Z", "signin.amazonaws.com", "ConsoleLogin", "carol");
        String page = page();
        assertThat(section(page, "next")).contains("Security group opened (2 times)", "Close the group.", "--cover");
        assertThat(section(page, "picture")).contains("<svg", "2 uncovered", "events in the logs");
        assertThat(section(page, "who")).containsSubsequence("user-0", "user-1", "bob", "carol");
        assertThat(section(page, "controls"))
                .containsSubsequence("ISO 27001 A.5.16", "ISO 27001 A.8.32", "Changes follow rules", "SOC 2 CC8.1");
        assertThat(section(page, "severity")).containsSubsequence("high", "medium", "informational");
        assertThat(section(page, "findings"))
                .containsSubsequence("Security group opened", "User created", "Signed in")
                .contains("Somebody let traffic in.", "Who approved it?", "a change without its documents");
    }

    @Test
    void finding_opensToItsRecord_itsCoverAndItsPlace() throws IOException {
        hits(1);
        String card = section(page(), "findings");
        assertThat(card)
                .contains("<details class=\"finding\" id=\"F-")
                .contains("user-0: AuthorizeSecurityGroupIngress on arn:aws:ec2")
                .contains("✗ no grant", "✗ no incident", "✗ no ticket", "✗ no approval")
                .contains("logs/a.json, record 0, event e-0")
                .contains("<pre tabindex=\"0\">{\n  &quot;eventVersion&quot;: &quot;1.08&quot;,\n");
    }

    @Test
    void correlation_listsItsEvents() throws IOException {
        kit.event("2026-07-01T03:11:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        kit.event("2026-07-01T03:12:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        assertThat(section(page(), "findings"))
                .contains("Many users created: 2 events within 1 min (203.0.113.7)")
                .contains("<ul class=\"events\">")
                .contains("bob: CreateUser from 203.0.113.7");
    }

    @Test
    void manyFindings_areHeldShort_andThePageSaysWhereTheRestIs() throws IOException {
        hits(1_200);
        kit.event("2026-07-01T03:11:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        String page = page();
        assertThat(page.split("<details class=\"finding\"", -1)).hasSize(1 + HtmlForm.OF_A_KIND + 1);
        assertThat(section(page, "findings"))
                .contains("This page holds 21 of 1,201 findings")
                .contains("and 1,180 more in findings.json and findings.csv");
        assertThat(section(page, "who")).contains("15 of 31");
        assertThat(page.length()).isLessThan(200_000);
    }

    @Test
    void recordThatIsLong_isCut_andSaysSo() throws IOException {
        kit.opened("2026-07-01T03:11:00Z", "alice").put("note", "n".repeat(200_000));
        assertThat(page()).contains("bytes in all; the log has the rest").hasSizeLessThan(60_000);
    }

    @Test
    void gapsInTheLogs_areTold_inWordsAndInThePicture() throws IOException {
        for (int hour = 0; hour < 24; hour++) {
            if (hour < 8 || hour > 10) {
                kit.opened(String.format(Locale.ROOT, "2026-07-01T%02d:10:00Z", hour), "alice");
            }
        }
        String page = page();
        assertThat(section(page, "gaps")).contains("account 111122223333", "1 Jul 2026, 08:00:00", "3 h");
        assertThat(section(page, "picture")).contains("gaps in the logs", "class=\"nologs\"");
        assertThat(section(page, "next")).contains("The logs have ");
    }

    @Test
    void trailThatWasSwitchedOff_isTold() throws IOException {
        hits(1);
        kit.event("2026-07-01T03:00:00Z", "cloudtrail.amazonaws.com", "StopLogging", "eve")
                .putObject("requestParameters")
                .put("name", "main-trail");
        kit.event("2026-07-01T03:40:00Z", "cloudtrail.amazonaws.com", "StartLogging", "eve")
                .putObject("requestParameters")
                .put("name", "main-trail");
        assertThat(section(page(), "gaps")).contains("Logging that was switched off", "main-trail", "40 min");
    }

    @Test
    void noCoverFiles_isSaid() throws IOException {
        hits(1);
        assertThat(section(kit.cover(CoverBook.builder()).text(Reports.PAGE), "cover"))
                .contains("No tickets, grants or incidents were given as files.");
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.detect.report.HostileTest#texts")
    void textOfALog_isNeverMarkup(String evil) throws IOException {
        kit = HostileTest.kit(folder, evil);
        String page = page();
        isWellFormed(page);
        assertThat(page.toLowerCase(Locale.ROOT)).doesNotContain("<script", "<img", "onerror=\"", "<!--");
        assertThat(page.split("<h1>", -1)).hasSize(2);
        assertThat(page.split("<style>", -1)).hasSize(2);
        assertThat(page.codePoints()).noneMatch(c -> c == 0x202E || c == 0x2066 || c < ' ' && c != '\n' && c != '\t');
        assertThat(page.replaceAll("&quot;[^<]*?&quot;", "")).doesNotContain("src=\"", "url(");
    }

    @Test
    void page_isWellFormed_andAsksNothingOfTheNetwork() throws IOException {
        hits(30);
        String page = page();
        isWellFormed(page);
        assertThat(page)
                .contains("default-src &#39;none&#39;")
                .doesNotContain("http://", "https://", "<link", "<iframe", "@import", "<script");
        for (Matcher ref = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page); ref.find(); ) {
            assertThat(page).contains("id=\"" + ref.group(1).substring(1) + "\"");
        }
    }

    private static void isWellFormed(String page) {
        Deque<String> open = new ArrayDeque<>();
        for (Matcher tag = TAG.matcher(page); tag.find(); ) {
            if (WITHOUT_END.contains(tag.group(2))) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
            } else {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{}",
                "{ \"a\" : [ ] }|{~  \"a\": []~}",
                "{\"a\":[1,2]}|{~  \"a\": [~    1,~    2~  ]~}",
                "{\"a\":\"x, {y}: \\\"z\\\"\"}|{~  \"a\": \"x, {y}: \\\"z\\\"\"~}",
                "}]{|~}~]{",
                "\"\\|\"\\"
            })
    void record_isLaidOut_withoutTouchingItsTexts(String json, String lines) {
        assertThat(PrettyJson.of(raw(json), 1_000)).isEqualTo(lines.replace('~', '\n'));
    }

    @Test
    void recordOfManyBrackets_isNotIndentedForEver() {
        assertThat(PrettyJson.of(raw("[".repeat(3_000)), 5_000))
                .hasSizeLessThan(26_000)
                .endsWith("the log has the rest)");
    }

    @Test
    void recordThatIsCutInTheMiddleOfACharacter_isShownToTheOneBefore() {
        assertThat(PrettyJson.of(raw("\"äöü\""), 4)).startsWith("\"ä\n… (8 bytes in all");
    }

    private static RawRecord raw(String json) {
        return RawRecord.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"100,100 %", "99.97,over 99 %", "99,99 %", "0.2,under 1 %", "0,0 %", "66.6,67 %"})
    void percent_isNeverRoundedToAllOrNothing(double percent, String words) {
        assertThat(Words.percent(percent)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "999600,1.0 MB", "175000000,175 MB", "3200000000,3.2 GB"})
    void size_isReadable(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }
}
