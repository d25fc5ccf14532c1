package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverGrant;
import io.breakwater.detect.cover.CoverIncident;
import io.breakwater.detect.cover.Mark;
import io.breakwater.detect.cover.Scope;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.sigma.rule.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
    private static final String OPEN = "AuthorizeSecurityGroupIngress";
    private static final String CLOSE = "RevokeSecurityGroupIngress";
    private static final String LOOK = "DescribeInstances";

    @TempDir
    Path folder;

    private Path logs;
    private Path temporary;

    @BeforeEach
    void folders() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    private ScanKit kit() {
        return new ScanKit(logs, temporary);
    }

    private static CoverBook.Builder granted(String from, String to, boolean drill) {
        Window window = Window.of(Instant.parse(from), Instant.parse(to));
        return CoverBook.builder()
                .grant(new CoverGrant(
                        "G-1",
                        "test",
                        Set.of(new Mark(Mark.Kind.PRINCIPAL, "alice")),
                        window,
                        Scope.ANYTHING,
                        List.of(),
                        Optional.of("alice"),
                        Optional.of("INC-1"),
                        Optional.empty(),
                        List.of()))
                .incident(new CoverIncident("INC-1", "test", window, drill, Set.of(), Set.of(), Set.of()));
    }

    @Test
    void eventThatNeedsCover_andHasNone_isAnUncoveredFinding_withItsRecord() throws IOException {
        new Trail().event("2026-07-01T03:20:00Z", OPEN, "alice").in(logs, "a.json");
        try (ScanResult result = kit().run()) {
            Finding finding = ScanKit.first(result, Finding.Kind.EVENT).orElseThrow();
            assertThat(finding.verdict()).contains(Verdict.UNCOVERED);
            assertThat(finding.level()).isEqualTo(Level.HIGH);
            assertThat(finding.what()).isEqualTo("Security group opened");
            assertThat(finding.event().map(LogEvent::id)).contains("e-0");
            assertThat(finding.event().orElseThrow().raw().json()).contains("\"eventID\":\"e-0\"");
            assertThat(result.outcome()).isEqualTo(ScanOutcome.UNCOVERED);
            assertThat(result.counts().coveragePercent()).contains(0.0);
        }
    }

    @Test
    void eventOfADrill_isSettled() throws IOException {
        new Trail()
                .event("2026-07-01T03:20:00Z", OPEN, "alice")
                .event("2026-07-01T03:30:00Z", CLOSE, "alice")
                .in(logs, "a.json");
        try (ScanResult result = kit().cover(granted("2026-07-01T03:00:00Z", "2026-07-01T04:00:00Z", true))
                .run()) {
            assertThat(result.counts().verdicts()).containsOnlyKeys(Verdict.DRILL);
            assertThat(result.outcome()).isEqualTo(ScanOutcome.COVERED);
            assertThat(result.counts().coveragePercent()).contains(100.0);
            assertThat(result.counts().levels()).isEmpty();
        }
    }

    @Test
    void eventThatOnlyFeeds_isNoFinding() throws IOException {
        new Trail().event("2026-07-01T03:20:00Z", CLOSE, "alice").in(logs, "a.json");
        assertThat(kit().told()).isEmpty();
    }

    @Test
    void sameEventInTwoFiles_countsOnce() throws IOException {
        Trail trail = new Trail().event("2026-07-01T03:20:00Z", OPEN, "alice");
        trail.in(logs, "a.json");
        trail.in(logs, "b.json");
        try (ScanResult result = kit().run()) {
            assertThat(result.counts().duplicates()).isEqualTo(1);
            assertThat(result.counts().events()).isEqualTo(2);
            assertThat(result.counts().needingCover()).isEqualTo(1);
            assertThat(ScanKit.first(result, Finding.Kind.EVENT)
                            .orElseThrow()
                            .event()
                            .orElseThrow()
                            .where()
                            .source())
                    .endsWith("a.json");
        }
    }

    @Test
    void correlation_seesEventsInTheOrderOfTime_whateverTheFiles() throws IOException {
        new Trail()
                .event("x-3", "2026-07-01T03:08:00Z", LOOK, "alice", "203.0.113.7")
                .in(logs, "a.json");
        new Trail()
                .event("x-2", "2026-07-01T03:04:00Z", LOOK, "alice", "203.0.113.7")
                .event("x-1", "2026-07-01T03:00:00Z", LOOK, "alice", "203.0.113.7")
                .in(logs, "b.json");
        try (ScanResult result = kit().run()) {
            Finding many = ScanKit.first(result, Finding.Kind.CORRELATION).orElseThrow();
            assertThat(many.what()).isEqualTo("Many looks at instances: 3 events within 8 min (203.0.113.7)");
            assertThat(many.others()).extracting(EventRef::id).containsExactly("x-1", "x-2", "x-3");
            assertThat(many.time()).isEqualTo("2026-07-01T03:08:00Z");
        }
    }

    @Test
    void stateThatIsNotClosed_isAFinding_andSaysHowLong() throws IOException {
        new Trail()
                .event("2026-07-01T03:00:00Z", OPEN, "alice")
                .event("2026-07-02T05:00:00Z", LOOK, "bob")
                .in(logs, "a.json");
        assertThat(kit().told())
                .contains(
                        "Security group opened and never closed: nothing changed that in the 1 d 2 h that the logs go on"
                                + " (sg-1, 111122223333)");
    }

    @Test
    void stateThatIsClosedLate_saysHowLate_andTheEventsOfBothEnds() throws IOException {
        new Trail()
                .event("2026-07-01T03:00:00Z", OPEN, "alice")
                .event("2026-07-01T08:00:00Z", CLOSE, "bob")
                .in(logs, "a.json");
        try (ScanResult result = kit().run()) {
            Finding late = ScanKit.first(result, Finding.Kind.FOLLOWUP).orElseThrow();
            assertThat(late.what()).contains("that changed only after 5 h, due within 1 h");
            assertThat(late.others()).extracting(EventRef::id).containsExactly("e-0", "e-1");
            assertThat(late.level()).isEqualTo(Level.CRITICAL);
        }
    }

    @Test
    void stateThatIsClosedInTime_isNoFinding() throws IOException {
        new Trail()
                .event("2026-07-01T03:00:00Z", OPEN, "alice")
                .event("2026-07-01T03:59:00Z", CLOSE, "bob")
                .in(logs, "a.json");
        assertThat(kit().told()).containsExactly("uncovered: Security group opened");
    }

    @Test
    void stateWhoseTimeIsNotUpWhereTheLogsEnd_isNotCalledNeverClosed() throws IOException {
        new Trail()
                .event("2026-07-01T03:00:00Z", OPEN, "alice")
                .event("2026-07-01T03:20:00Z", LOOK, "bob")
                .in(logs, "a.json");
        try (ScanResult result = kit().run()) {
            Finding open = ScanKit.first(result, Finding.Kind.FOLLOWUP).orElseThrow();
            assertThat(open.level()).isEqualTo(Level.INFORMATIONAL);
            assertThat(open.what()).contains("still open where the logs end, 40 min before it is due");
            assertThat(open.isSettled()).isTrue();
        }
    }

    @Test
    void eventsOutsideOfThePeriod_areLeftOut_andCounted() throws IOException {
        new Trail().hourly("2026-07-01T00:00:00Z", 10, OPEN, "alice").in(logs, "a.json");
        Window period = Window.of(Instant.parse("2026-07-01T03:00:00Z"), Instant.parse("2026-07-01T05:00:00Z"));
        try (ScanResult result = kit().period(period).run()) {
            assertThat(result.counts().outsidePeriod()).isEqualTo(7);
            assertThat(result.counts().needingCover()).isEqualTo(3);
            assertThat(result.counts().first()).contains(Instant.parse("2026-07-01T03:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void anyNumberOfThreads_andAnyAmountOfMemory_giveTheSameFindings(int threads) throws IOException {
        for (int file = 0; file < 9; file++) {
            Trail trail = new Trail();
            for (int i = 0; i < 60; i++) {
                String time = Instant.parse("2026-07-01T00:00:00Z")
                        .plusSeconds((i * 7919L + file * 104_729L) % 86_400)
                        .toString();
                trail.event(
                        "id-" + (i % 50) + "-" + file % 7,
                        time,
                        i % 3 == 0 ? LOOK : OPEN,
                        "u" + i % 4,
                        "203.0.113." + i);
            }
            trail.in(logs, "f" + file + ".json");
        }
        List<String> plain = ids(kit().run());
        assertThat(ids(kit().threads(threads).batchBytes(4_000).run()))
                .hasSizeGreaterThan(300)
                .isEqualTo(plain);
    }

    private static List<String> ids(ScanResult result) {
        try (result) {
            return ScanKit.findings(result).stream()
                    .map(finding -> finding.id()
                            + finding.verdict()
                            + finding.rules()
                            + finding.others()
                            + finding.event().map(LogEvent::where))
                    .toList();
        }
    }

    @Test
    void temporaryFiles_areGone_whileTheScanStillUsesThem() throws IOException {
        new Trail().hourly("2026-07-01T00:00:00Z", 200, OPEN, "alice").in(logs, "a.json");
        try (ScanResult result = kit().batchBytes(4_000).run()) {
            assertThat(temporary).isEmptyDirectory();
            assertThat(ScanKit.findings(result)).hasSize(201);
        }
    }

    @Test
    void findings_canBeReadAgainAndAgain() throws IOException {
        new Trail().hourly("2026-07-01T00:00:00Z", 30, OPEN, "alice").in(logs, "a.json");
        try (ScanResult result = kit().batchBytes(4_000).run()) {
            assertThat(ScanKit.findings(result))
                    .isEqualTo(ScanKit.findings(result))
                    .isSortedAccordingTo(java.util.Comparator.comparing(Finding::time));
        }
    }

    @Test
    void groups_areTheFindingsByRuleAndVerdict_theWorstFirst() throws IOException {
        new Trail()
                .event("2026-07-01T03:20:00Z", LOOK, "bob")
                .event("2026-07-01T03:30:00Z", OPEN, "alice")
                .event("2026-07-01T03:40:00Z", OPEN, "bob")
                .event("2026-07-01T03:50:00Z", OPEN, "bob")
                .event("2026-07-01T03:55:00Z", CLOSE, "bob")
                .in(logs, "a.json");
        try (ScanResult result = kit().cover(granted("2026-07-01T03:00:00Z", "2026-07-01T04:00:00Z", false))
                .run()) {
            assertThat(result.groups())
                    .extracting(group -> group.verdict().map(Verdict::label).orElse("-") + " " + group.count())
                    .containsExactly("uncovered 2", "partly covered 1");
            assertThat(result.groups().get(0).first().time()).isEqualTo("2026-07-01T03:40:00Z");
        }
    }

    @Test
    void logsWithoutAnything_areNotCalledCovered() {
        try (ScanResult result = kit().run()) {
            assertThat(result.outcome()).isEqualTo(ScanOutcome.UNREADABLE);
            assertThat(result.counts().coveragePercent()).isEmpty();
        }
    }

    @Test
    void fileThatCannotBeReadInFull_isNoReasonForCalm() throws IOException {
        new Trail().event("2026-07-01T03:20:00Z", LOOK, "alice").in(logs, "a.json");
        Files.writeString(logs.resolve("b.json"), "{\"Records\":[{\"eventVersion\":");
        try (ScanResult result = kit().run()) {
            assertThat(result.outcome()).isEqualTo(ScanOutcome.UNREADABLE);
            assertThat(result.read().coverage()).isInstanceOf(LogCoverage.class);
        }
    }

    @Test
    void ruleForOtherLogs_isNotTriedOnThese() throws IOException {
        new Trail().event("2026-07-01T03:20:00Z", OPEN, "alice").in(logs, "a.json");
        assertThat(kit().rules(ScanKit.RULES.replace("product: aws, service: cloudtrail", "product: azure"))
                        .told())
                .isEmpty();
    }
}
