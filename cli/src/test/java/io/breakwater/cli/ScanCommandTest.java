package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanCommandTest {
    private static final String COVER = """
            cover: 1
            people:
              - [alice, ASIAALICE]
            incidents:
              - {id: INC-1, from: 2026-07-01T03:00:00Z, to: 2026-07-01T04:00:00Z}
            tickets:
              - id: CHG-7
                from: 2026-07-01T03:00:00Z
                approvals: [{by: bob, at: 2026-07-01T03:05:00Z}]
            grants:
              - id: G-1
                access-key: ASIAALICE
                from: 2026-07-01T03:00:00Z
                to: 2026-07-01T04:00:00Z
                requester: alice
                incident: INC-1
                ticket: CHG-7
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void logs() throws IOException {
        Files.createDirectory(folder.resolve("logs"));
        log("a.json", event("e-1", "2026-07-01T03:20:00Z", "AuthorizeSecurityGroupIngress"));
        Files.writeString(folder.resolve("cover.yaml"), COVER);
    }

    private void log(String name, String... events) throws IOException {
        Files.writeString(folder.resolve("logs").resolve(name), "{\"Records\":[" + String.join(",", events) + "]}");
    }

    private static String event(String id, String time, String action) {
        return """
                {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROA:alice",\
                "arn":"arn:aws:sts::111122223333:assumed-role/Admin/alice","accountId":"111122223333","accessKeyId":"ASIAALICE"},\
                "eventTime":"%2$s","eventSource":"ec2.amazonaws.com","eventName":"%3$s","awsRegion":"eu-west-1",\
                "sourceIPAddress":"203.0.113.7","userAgent":"aws-cli","requestParameters":{"groupId":"sg-1"},"eventID":"%1$s",\
                "eventType":"AwsApiCall","recipientAccountId":"111122223333"}\
                """.formatted(id, time, action);
    }

    private CliRun scan(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "scan";
        System.arraycopy(args, 0, all, 1, args.length);
        return CliRun.in(folder).run(all);
    }

    @Test
    void scanWithoutCover_saysWhatIsUncovered_whatIsMissing_andWhatToDo() {
        CliRun run = scan("logs");
        assertThat(run.exit()).isEqualTo(11);
        assertThat(run.out())
                .contains("Logs     1 event in 1 file")
                .contains("none given; with --cover FILE")
                .contains("1 event needed cover: 1 uncovered. Coverage 0 %")
                .contains("1. UNCOVERED  ")
                .contains("2026-07-01T03:20:00Z  AuthorizeSecurityGroupIngress by alice from 203.0.113.7 on sg-1")
                .contains("missing: grant, incident, ticket, approval")
                .contains("next: Ask who did it and why");
    }

    @Test
    void attemptThatWasRefused_isToldAsSuch_andNobodyIsAskedToUndoIt() throws IOException {
        log(
                "a.json",
                event("e-1", "2026-07-01T03:20:00Z", "StopLogging")
                        .replace("ec2.", "cloudtrail.")
                        .replaceFirst("}$", ",\"errorCode\":\"AccessDenied\"}"));
        assertThat(scan("logs").out())
                .contains(
                        "StopLogging by alice from 203.0.113.7 on sg-1, refused with AccessDenied  (111122223333 eu-west-1)")
                .contains(
                        "next: It was refused: ask who tried it and why; if nobody did, treat the credential as stolen.\n")
                .doesNotContain("undo it");
    }

    @Test
    void whatWasDone_isShownBeforeWhatWasOnlyTriedEarlier() throws IOException {
        String tried = event("e-1", "2026-07-01T03:20:00Z", "StopLogging").replace("ec2.", "cloudtrail.");
        String done = event("e-2", "2026-07-01T03:30:00Z", "StopLogging").replace("ec2.", "cloudtrail.");
        log("a.json", tried.replaceFirst("}$", ",\"errorCode\":\"AccessDenied\"}"), done);
        assertThat(scan("logs").out())
                .contains("A trail was stopped, deleted or changed  (2 times, first:)\n   2026-07-01T03:30:00Z")
                .contains("next: Ask who did it and why; undo it or put it on record. Start the trail again");
    }

    @Test
    void largeRecord_isLeftToTheReport_whereItIsWhole() throws IOException {
        String padded = event("e-1", "2026-07-01T03:20:00Z", "AuthorizeSecurityGroupIngress")
                .replaceFirst("}$", ",\"additionalEventData\":{\"pad\":\"" + "x".repeat(40_000) + "\"}}");
        log("a.json", padded);
        assertThat(scan("logs", "--json", "--out", "report").out())
                .contains("\"recordBytes\" : " + padded.length())
                .doesNotContain("xxxx");
        assertThat(folder.resolve("report/findings.json")).content().contains("x".repeat(40_000));
    }

    @Test
    void eventThatCameTwice_isSaidToCountOnce() throws IOException {
        log("b.json", event("e-1", "2026-07-01T03:20:00Z", "AuthorizeSecurityGroupIngress"));
        assertThat(scan("logs").out()).contains("1 event came more than once; each counts once");
    }

    @Test
    void scanWithCover_thatExplainsEverything_endsWithZero() {
        CliRun run = scan("logs", "--cover", "cover.yaml");
        assertThat(run.out()).contains("1 covered. Coverage 100 %").contains("cover.yaml, 5 of 5 records used");
        assertThat(run.exit()).as(run.out()).isZero();
    }

    @Test
    void credentialUsedAfterItsGrant_isToldFirst_withItsOwnExitCode() throws IOException {
        log("b.json", event("e-2", "2026-07-01T09:00:00Z", "AuthorizeSecurityGroupIngress"));
        CliRun run = scan("logs", "--cover", "cover.yaml");
        assertThat(run.exit()).isEqualTo(10);
        assertThat(run.out())
                .contains("1. SUSPECTED COMPROMISE")
                .contains("the access key ASIAALICE was handed out by grant G-1: it ended at 2026-07-01T04:00:00Z")
                .contains("next: End this credential now");
    }

    @Test
    void matchOfARole_thatHasNoUserNameToGroupBy_isNoWarningAboutMemory() throws IOException {
        log(
                "b.json",
                event("e-2", "2026-07-01T03:25:00Z", "CreateAccessKey").replace("ec2.amazonaws", "iam.amazonaws"));
        CliRun run = scan("logs", "--out", "report");
        assertThat(run.out()).contains("CreateAccessKey").doesNotContain("in memory");
        assertThat(folder.resolve("report/findings.json")).content().contains("\"eventsWithoutGroup\":1");
    }

    @Test
    void foreignText_inAnyField_canNeitherEndALine_norSetAColour_norMoveTheCursor() throws IOException {
        String hostile = "x\\u001b]0;owned\\u0007\\u001b[2J\\u001b[32m\\r\\nVerdict  all is well\\u202e";
        log(
                "a.json",
                event("e-1", "2026-07-01T03:20:00Z", "AuthorizeSecurityGroupIngress")
                        .replace("/alice", "/" + hostile)
                        .replace("203.0.113.7", hostile)
                        .replace("eu-west-1", hostile)
                        .replace("\"111122223333\"}", "\"" + hostile + "\"}"));
        Files.writeString(folder.resolve("logs/b\u001b[31m\nNothing is left to explain.json"), "not a log");
        String[] args = {"scan", "logs", "--cover", "logs/b\u001b[31m\nNothing is left to explain.json"};
        String shown = CliRun.in(folder).onATerminal().run(args).out();
        assertThat(shown).contains("x[U+001B]]0;owned[U+0007][U+001B][2J[U+001B][32m[U+000D][U+000A]Verdict");
        assertThat(shown.lines().filter(line -> line.startsWith("Verdict") || line.startsWith("Nothing")))
                .isEmpty();
        assertThat(shown.replaceAll("\u001b\\[(0|1|2|31|33)m", "")).doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void whatHoldsOfSeveralParts_isSaidOnce() throws IOException {
        Files.writeString(folder.resolve("odd.csv"), "a,b\n1,2\n");
        CliRun run = scan("logs", "--cover", "odd.csv");
        assertThat(run.exit()).isEqualTo(12);
        assertThat(run.out())
                .containsOnlyOnce("grant, incident, ticket, approval unknown: odd.csv could not be read in full");
    }

    @Test
    void eventWithoutATimeThatCanBeRead_isToldAsSuch_andNeverAsOneOf1970() throws IOException {
        log("a.json", event("e-1", "01.07.2026 03:20", "AuthorizeSecurityGroupIngress"));
        CliRun run = scan("logs", "--cover", "cover.yaml", "--out", "report");
        assertThat(run.exit()).isEqualTo(13);
        assertThat(run.out())
                .contains("1 event without a time that can be read: nobody can tell what covers them")
                .contains("at an unknown time  AuthorizeSecurityGroupIngress")
                .doesNotContain("1970");
        assertThat(folder.resolve("report/findings.csv")).content().doesNotContain("1970");
        assertThat(folder.resolve("report/report.html")).content().doesNotContain("1970");
    }

    @Test
    void ruleThatCouldNotDecide_isNoGoodNews_andLintNamesIt() throws IOException {
        Files.writeString(folder.resolve("slow.yml"), """
                title: Slow
                name: slow
                logsource: {product: aws, service: cloudtrail}
                detection:
                  selection:
                    eventName|re: '(x+x+)+y(?=z)'
                  condition: selection
                """);
        log("a.json", event("e-1", "2026-07-01T03:20:00Z", "x".repeat(3_000)));
        CliRun run = scan("logs", "--rules", "slow.yml", "--only-my-rules", "--out", "report");
        assertThat(run.exit()).isEqualTo(13);
        assertThat(run.out())
                .contains(
                        "1 time a rule could not decide: it is slow (`breakwater rules lint` says so), or a field has")
                .contains("Nothing is left to explain in what could be read.");
        assertThat(folder.resolve("report/report.html"))
                .content()
                .contains("A rule could not decide about every event");
        assertThat(CliRun.in(folder).run("rules", "lint", "slow.yml").out())
                .contains("slow.yml:6:19: warning: SLOW_REGEX");
    }

    @Test
    void folderThatCannotBeWritten_isToldBeforeAnythingIsRead() {
        CliRun run = scan("logs", "--out", "logs/a.json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.code()).isEqualTo("NOT_WRITTEN");
        assertThat(run.err()).doesNotContain("events a second");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void summary_isThereAlsoWhereTheReportCannotBeWritten_andWhereItWasIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("full/report.html/in-the-way"));
        CliRun failed = scan("logs", "--out", "full");
        assertThat(failed.code()).isEqualTo("NOT_WRITTEN");
        assertThat(failed.out()).contains("1. UNCOVERED");
        assertThat(scan("logs", "--out", "report").err()).contains("written to report: report.html for people");
        assertThat(scan("logs", "--out", "report", "--quiet").err()).isEmpty();
    }

    @Test
    void noEventRead_isNeverToldAsNothingLeftToExplain() throws IOException {
        Files.writeString(folder.resolve("odd.json"), "neither");
        CliRun run = scan("odd.json");
        assertThat(run.exit()).isEqualTo(12);
        assertThat(run.out())
                .contains("Nothing can be said: no event could be read.")
                .doesNotContain("Nothing is left");
    }

    @Test
    void damagedFile_isNamed_andCalmIsNotDeclared() throws IOException {
        Files.writeString(folder.resolve("logs/b.json"), "{\"Records\":[{\"eventVersion\":");
        CliRun run = scan("logs", "--cover", "cover.yaml");
        assertThat(run.exit()).isEqualTo(12);
        assertThat(run.out())
                .contains("1 file could not be read in full:")
                .contains("logs/b.json: ends in the middle")
                .contains("Nothing is left to explain in what could be read.");
    }

    @Test
    void coverThatIsNotRecognised_leavesItUnknown_andSaysWhatIsWrong() throws IOException {
        Files.writeString(folder.resolve("tickets.csv"), "Issue keys,Created\nOPS-1,2026-07-01 00:00\n");
        CliRun run = scan("logs", "--cover", "tickets.csv");
        assertThat(run.exit()).isEqualTo(12);
        assertThat(run.out())
                .contains("tickets.csv: not recognised")
                .contains("did you mean \"Issue keys\"?")
                .contains("1 unknown");
    }

    @Test
    void exportThatEndsBeforeTheEvent_leavesItUnknown_untilItsPeriodIsSaid() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "Issue key,Created\nOPS-1,2026-06-01T00:00:00Z\n");
        assertThat(scan("logs", "--cover", "t.csv").exit()).isEqualTo(13);
        assertThat(scan("logs", "--cover", "t.csv", "--cover-period", "2026-06-01..2026-07-31")
                        .exit())
                .isEqualTo(11);
    }

    @Test
    void mappingAmongTheCover_isUsedForTheOtherFiles() throws IOException {
        Files.writeString(
                folder.resolve("map.yaml"),
                "mapping: mine.csv\nrow: ticket\nrecognise: [Nr]\ntimezone: UTC\nfields: {id: Nr, who: Wer, from: Von, to: Bis}\n");
        Files.writeString(folder.resolve("mine.csv"), "Nr;Wer;Von;Bis\nA-1;alice;2026-07-01 03:00;2026-07-01 04:00\n");
        CliRun run = scan("logs", "--cover", "map.yaml", "--cover", "mine.csv");
        assertThat(run.out()).contains("mine.csv: mine.csv, 1 of 1 record used").contains("1 partly covered");
    }

    @Test
    void period_leavesOut_andSaysHowMany() {
        CliRun run = scan("logs", "--period", "2026-08-01..2026-08-02");
        assertThat(run.out())
                .contains("1 event left out: not from 2026-08-01T00:00:00Z")
                .contains("no event that needs cover");
    }

    @Test
    void period_ofWhichThereAreNoLogs_isNoGoodNews() {
        CliRun run = scan("logs", "--period", "2026-07-05..2026-07-06");
        assertThat(run.exit()).isEqualTo(12);
        assertThat(run.out())
                .contains("1 event left out: not from 2026-07-05T00:00:00Z")
                .contains("Nothing can be said: no event is of the time that was asked for.");
    }

    @Test
    void lateDelivery_unknownVersions_andEventsOutOfOrder_areSaid() throws IOException {
        String odd = event("e-2", "2026-07-01T03:10:00Z", "DescribeInstances").replace("\"1.08\"", "\"9.1\"");
        log(
                "111122223333_CloudTrail_eu-west-1_20260701T0500Z_abcdefghijklmnop.json",
                event("e-3", "2026-07-01T03:20:00Z", "DescribeInstances"),
                odd);
        assertThat(scan("logs", "--out", "report").out())
                .contains(
                        "Gaps     2 events delivered late (more than 15 min after the act), the latest after 1 h 50 min")
                .contains("1 event of an unknown version, read like the known one");
        assertThat(Files.readString(folder.resolve("report/report.html")))
                .contains(
                        "2 events delivered late",
                        "1 event of an unknown version",
                        "1 event behind later ones in the same file");
    }

    @Test
    void standardInput_isRead() {
        CliRun run = CliRun.in(folder)
                .typing(event("e-9", "2026-07-01T03:20:00Z", "AuthorizeSecurityGroupIngress"))
                .run("scan", "-");
        assertThat(run.out()).contains("1 event in 1 file").contains("1 uncovered");
    }

    @Test
    void json_isOneDocument_andTheSameWithAnyNumberOfThreads() throws IOException {
        for (int i = 0; i < 20; i++) {
            log(
                    "f" + i + ".json",
                    event("x-" + i % 15, "2026-07-01T03:2" + i % 10 + ":00Z", "AuthorizeSecurityGroupIngress"));
        }
        CliRun one = scan("logs", "--json", "--threads", "1", "--out", "one");
        CliRun many = scan("logs", "--json", "--threads", "4", "--out", "many");
        assertThat(many.out()).isEqualTo(one.out());
        for (String name : List.of("report.html", "findings.json", "findings.csv", "findings.sarif")) {
            assertThat(folder.resolve("many").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
        }
        JsonNode document =
                Documents.parse(one.out().getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(document.path("outcome").asText()).isEqualTo("UNCOVERED");
        assertThat(document.path("read").path("events").asLong()).isEqualTo(21);
        assertThat(document.path("groups")
                        .get(0)
                        .path("first")
                        .path("event")
                        .path("record")
                        .path("eventName")
                        .asText())
                .isEqualTo("AuthorizeSecurityGroupIngress");
    }

    @Test
    void report_isWrittenInEveryForm_withNamesOfControls() throws IOException {
        scan("logs", "--out", "report");
        JsonNode document = Documents.parse(Files.readAllBytes(folder.resolve("report/findings.json")))
                .orElseThrow();
        JsonNode first = document.path("findings").path(0);
        assertThat(first.path("verdict").asText()).isEqualTo("UNCOVERED");
        assertThat(first.at("/event/file").asText()).isEqualTo("logs/a.json");
        assertThat(document.at("/controls/0/name").asText()).isNotEmpty();
        try (var files = Files.list(folder.resolve("report"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "findings.json",
                            "findings.csv",
                            "findings.sarif",
                            "findings.ocsf.ndjson",
                            "events.ocsf.ndjson");
        }
    }

    @Test
    void reportThatCannotBeWritten_isAnError_notAScanWithoutOne() throws IOException {
        Files.writeString(folder.resolve("taken"), "a file");
        assertThat(scan("logs", "--out", "taken").err()).contains("NOT_WRITTEN", "taken cannot be written");
    }

    @Test
    void quiet_leavesStandardErrorEmpty() {
        assertThat(scan("logs", "--quiet").err()).isEmpty();
    }

    @Test
    void terminal_showsProgress_andTakesItAway() {
        assertThat(CliRun.in(folder).onATerminal().run("scan", "logs").err())
                .contains("reading  1 of 1 file")
                .endsWith("\r\u001b[K");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "nowhere~USAGE: there is no nowhere. Check the name.",
                "logs --digest-keys nowhere.json~USAGE: there is no nowhere.json. Check the name.",
                "logs --cover nowhere.csv~USAGE: there is no nowhere.csv. Check the name.",
                "logs --period soon~USAGE: --period is not a period: soon.",
                "logs --threads 0~USAGE: --threads is a number from 1 to 256, not 0.",
                "logs --timezone Mars~USAGE: there is no time zone Mars. Write it like UTC or Europe/Berlin.",
                "logs --only-my-rules~USAGE: --only-my-rules needs --rules. Name the folder of your rules.",
                "logs --rules nowhere~USAGE: there is no nowhere. Check the name."
            })
    void mistake_isToldBeforeAnythingIsRead(String args, String message) {
        CliRun run = scan(args.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void ruleThatCannotBeUsed_stopsTheScan_andIsNamedWithItsLine() throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("rules/bad.yml"),
                "title: Bad\nlogsource: {product: aws}\ndetection:\n  a: {eventName|startwith: x}\n  condition: a\n");
        CliRun run = scan("logs", "--rules", "rules");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("bad.yml:4:")
                .contains("RULES_INVALID: 1 rule cannot be used; nothing was scanned");
    }

    @Test
    void ownRules_alone_areTheOnlyOnesTried() throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("rules/mine.yml"),
                "title: Mine\nlogsource: {product: aws}\ndetection:\n  a: {eventName: AuthorizeSecurityGroupIngress}\n"
                        + "  condition: a\nlevel: low\n");
        CliRun run = scan("logs", "--rules", "rules", "--only-my-rules");
        assertThat(run.out()).contains("no event that needs cover").contains("1. LOW  Mine");
        assertThat(run.exit()).isZero();
    }

    @Test
    void noEventAtAll_isNoSuccess() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        CliRun run = scan("empty");
        assertThat(run.exit()).isEqualTo(12);
        assertThat(run.out()).contains("no event could be read");
    }

    private void ownRuleInPlaceOfAShippedOne() throws IOException {
        Files.createDirectory(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/mine.yml"), """
                title: A group was changed, as we see it
                name: aws-security-group-changed
                logsource: {product: aws, service: cloudtrail}
                detection: {a: {eventName: AuthorizeSecurityGroupIngress}, condition: a}
                level: low
                """);
    }

    @Test
    void rulesOfOnesOwn_thatTakeAShippedName_areRefusedWithBothPlaces() throws IOException {
        ownRuleInPlaceOfAShippedOne();
        CliRun run = scan("logs", "--rules", "rules");

        assertThat(run.code()).isEqualTo("RULES_INVALID");
        assertThat(run.err()).contains("DUPLICATE_NAME").contains("breakwater:aws/security-group-changed.yml");
    }

    @Test
    void rulesOfOnesOwn_thatOverrideShippedOnes_takeTheirPlace() throws IOException {
        ownRuleInPlaceOfAShippedOne();
        CliRun run = scan("logs", "--rules", "rules", "--override");

        assertThat(run.out())
                .contains("A group was changed, as we see it")
                .doesNotContain("A security group was changed");
    }
}
