package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R29, R32: logs are read as they come, each once, and what is found is on the record with them")
class WatchTest extends Watching {
    @Test
    void uncoveredChange_isOnTheRecord_withItsFile() throws IOException {
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));

        assertThat(settled(watch(journal))).isEqualTo(1);

        FindingRaised found = raised().get(0);
        assertThat(found.about().who()).isEqualTo("mallory");
        assertThat(found.about().event()).contains("e-1");
        assertThat(found.verdict()).contains("uncovered");
        assertThat(found.owed()).isTrue();
        assertThat(found.rules()).containsExactly("opened");
        assertThat(found.controls()).extracting(Object::toString).containsExactly("iso27001:A.8.32");
        assertThat(found.batch()).isEqualTo(onlyBatch().digest());
        assertThat(onlyBatch().records()).isEqualTo(1);
        assertThat(onlyBatch().findings()).isEqualTo(1);
        assertThat(told).containsExactly(found);
    }

    @Test
    void timesAreKeptApart() throws IOException {
        put(
                "111122223333_CloudTrail_eu-west-1_20260701T1005Z_abcdefgh12345678.json",
                opened("e-1", "2026-07-01T10:00:00Z"));

        settled(watch(journal));

        FindingRaised found = raised().get(0);
        assertThat(found.times().event()).isEqualTo("2026-07-01T10:00:00Z");
        assertThat(found.times().delivered()).contains(Instant.parse("2026-07-01T10:05:00Z"));
        assertThat(found.times().ingested()).isEqualTo(clock.instant());
        assertThat(found.times().delay()).isEqualTo(Duration.ofMinutes(10));
        assertThat(found.times().inTime()).isTrue();
    }

    @Test
    void nothingOfTheRawRecord_isOnTheRecord() throws IOException {
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));

        settled(watch(journal));

        assertThat(journal.factsFrom(0, 100))
                .allSatisfy(fact -> assertThat(new String(fact.leaf(), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain("AKIASECRETKEYID")
                        .doesNotContain("requestParameters"));
    }

    @Test
    void sameFile_underAnotherName_isOneBatch() throws IOException {
        Watch watch = watch(journal);
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch);
        put("two.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch);

        assertThat(onlyBatch().name()).isEqualTo("one.json");
        assertThat(raised()).hasSize(1);
    }

    @Test
    void sameEvent_byAnotherRoute_isOneFinding() throws IOException {
        Watch watch = watch(journal);
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch);
        put(
                "two.json",
                opened("e-1", "2026-07-01T10:00:00Z"),
                event("e-2", "2026-07-01T10:01:00Z", "GetObject", "a", "x"));
        settled(watch);

        assertThat(journal.facts(LogBatchSeen.class)).hasSize(2);
        assertThat(raised()).hasSize(1);
    }

    @Test
    void restart_readsNothingTwice() throws IOException {
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch(journal));
        put("two.json", opened("e-2", "2026-07-01T10:01:00Z"));

        assertThat(settled(watch(journal))).isEqualTo(1);

        assertThat(journal.facts(LogBatchSeen.class))
                .extracting(LogBatchSeen::name)
                .containsExactly("one.json", "two.json");
    }

    @Test
    void crashBeforeTheCommit_losesNothingAndDoublesNothing() throws IOException {
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        Crashing crashing = new Crashing(journal);
        Watch watch = watch(crashing);

        assertThatThrownBy(() -> settled(watch)).hasMessageContaining("power");
        assertThat(journal.facts(LogBatchSeen.class)).isEmpty();
        assertThat(told).isEmpty();

        crashing.crash = false;
        settled(watch);
        assertThat(onlyBatch().findings()).isEqualTo(1);
        assertThat(raised()).hasSize(1);
    }

    @Test
    void fileCutOff_isWaitedFor_andThenReadWithWhatIsWrong() throws IOException {
        Watch watch = watch(journal);
        String whole =
                "{\"Records\":[" + opened("e-1", "2026-07-01T10:00:00Z") + "," + opened("e-2", "2026-07-01T10:00:30Z");
        Files.writeString(folder.resolve("one.json"), whole.substring(0, whole.length() - 40));
        assertThat(settled(watch)).isZero();
        assertThat(journal.facts(LogBatchSeen.class)).isEmpty();

        nanos.addAndGet(FolderSource.FINISHED.toNanos());
        settled(watch);

        assertThat(onlyBatch().bad()).isPositive();
        assertThat(onlyBatch().problems()).isNotEmpty();
        assertThat(raised()).hasSize(1);
    }

    @Test
    void fileThatChangesWhileItIsRead_isReadOnceItStandsStill_underTheDigestOfWhatWasRead() throws IOException {
        Path file = put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        int[] nos = {0};
        Watch watch = watch(new ForwardingJournal(journal) {
            @Override
            public <T> T read(Function<Transaction, T> work) {
                T answer = super.read(work);
                // The second no is the answer to whether the bytes that have just been digested were read before.
                if (Boolean.FALSE.equals(answer) && ++nos[0] == 2) {
                    rewritten();
                }
                return answer;
            }
        });

        assertThat(settled(watch)).isZero();
        assertThat(settled(watch)).isEqualTo(1);

        assertThat(onlyBatch().records()).isEqualTo(2);
        assertThat(onlyBatch().digest()).isEqualTo(Hashes.sha256Hex(Files.readAllBytes(file)));
    }

    private void rewritten() {
        try {
            put("one.json", opened("e-2", "2026-07-01T10:00:00Z"), opened("e-3", "2026-07-01T10:00:01Z"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fileThatIsNoLog_isSeen_andHoldsUpNothing() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "shopping list");
        put("b.json", opened("e-1", "2026-07-01T10:00:00Z"));
        Watch watch = watch(journal);
        settled(watch);
        nanos.addAndGet(FolderSource.FINISHED.toNanos());
        settled(watch);

        assertThat(journal.facts(LogBatchSeen.class)).hasSize(2);
        assertThat(raised()).hasSize(1);
    }

    @Test
    void eventInAnIncidentsTime_isInItsPopulation() throws IOException {
        IncidentId incident = declared("2026-07-01T09:30:00Z", Optional.empty(), false);
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));

        settled(watch(journal));

        assertThat(raised().get(0).incident()).contains(incident);
        assertThat(journal.factsOf(incident, 0, 10)).hasSize(1);
    }

    @Test
    void eventAfterAnIncident_isNotItsOwn() throws IOException {
        declared("2026-07-01T09:30:00Z", Optional.of("2026-07-01T09:45:00Z"), false);
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));

        settled(watch(journal));

        assertThat(raised().get(0).incident()).isEmpty();
    }

    @Test
    void finding_isKeptAsStateToo_openAsLongAsItIsOwed() throws IOException {
        put("one.json", opened("e-1", "2026-07-01T10:00:00Z"));
        settled(watch(journal));

        Finding finding = journal.read(tx -> tx.state().list(Finding.class, Map.of(), "", 10))
                .get(0)
                .value();
        assertThat(finding.status()).isEqualTo(FindingStatus.OPEN);
        assertThat(finding.raised()).isEqualTo(raised().get(0));
        assertThat(journal.fact(finding.raisedBy())).isPresent();
    }

    @Test
    void correlation_acrossFiles_isFoundWithTheFileThatCompletesIt() throws IOException {
        Watch watch = watch(journal);
        for (int i = 1; i <= 3; i++) {
            put(i + ".json", event("e-" + i, "2026-07-01T10:0" + i + ":00Z", "DescribeInstances", "mallory", "x"));
            settled(watch);
            // A bucket's file, too, is gone once it has been read.
            Files.delete(folder.resolve(i + ".json"));
        }

        assertThat(raised()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("CORRELATION");
            assertThat(found.rules()).containsExactly("many-looks");
            assertThat(found.about().address()).isEqualTo("203.0.113.7");
        });
    }

    @Test
    void stateThatIsStillOpen_isNotToldAsNeverClosed_closedLateIs() throws IOException {
        Watch watch = watch(journal);
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        settled(watch);
        assertThat(raised()).extracting(FindingRaised::kind).containsExactly("EVENT");

        put("2.json", event("e-2", "2026-07-01T10:00:00Z", "RevokeSecurityGroupIngress", "mallory", "sg-1"));
        settled(watch);
        assertThat(raised()).extracting(found -> found.rules().get(0)).containsExactly("opened", "closed-late");
    }

    @Test
    void whatIsThereToBeKnownOnly_isCounted_andNoFinding() throws IOException {
        put("1.json", event("e-1", "2026-07-01T10:00:00Z", "ListBuckets", "mallory", "x"));
        settled(watch(journal));

        assertThat(raised()).isEmpty();
        assertThat(onlyBatch().records()).isEqualTo(1);
        assertThat(onlyBatch().known()).isEqualTo(Map.of("listed", 1L));
    }

    @Test
    void hoursLeftOut_areAGap_andLateLogsAreNone() throws IOException {
        Watch watch = watch(journal);
        put("1.json", event("e-1", "2026-07-01T05:00:00Z", "GetObject", "a", "x"));
        settled(watch);
        put("2.json", event("e-2", "2026-07-01T09:00:00Z", "GetObject", "a", "x"));
        settled(watch);
        put("3.json", event("e-3", "2026-07-01T07:00:00Z", "GetObject", "a", "x"));
        settled(watch);

        List<LogBatchSeen> batches = journal.facts(LogBatchSeen.class);
        assertThat(batches.get(0).gaps()).isEmpty();
        assertThat(batches.get(1).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo("2026-07-01T06:00:00Z");
            assertThat(gap.to()).isEqualTo("2026-07-01T09:00:00Z");
            assertThat(gap.account()).isEqualTo("111122223333");
        });
        assertThat(batches.get(2).gaps()).isEmpty();
    }

    @Test
    void hostileNamesInTheLog_areMadeSafe() throws IOException {
        put("1.json", event("e-1", "2026-07-01T10:00:00Z", OPEN, "mal\\u202elory\\u0000", "sg-1"));
        settled(watch(journal));

        assertThat(raised().get(0).about().who()).isEqualTo("mal\uFFFDlory\uFFFD");
    }

    private LogCoverageTaken coverage(IncidentId incident) {
        new TakeCoverage(journal).of(incident);
        List<LogCoverageTaken> said = journal.facts(LogCoverageTaken.class);
        return said.get(said.size() - 1);
    }

    @Test
    void coverageOfAnIncident_isItsFindingsItsLogsAndItsGaps() throws IOException {
        IncidentId incident = declared("2026-07-01T04:30:00Z", Optional.of("2026-07-01T08:30:00Z"), false);
        put(
                "1.json",
                opened("e-1", "2026-07-01T05:00:00Z"),
                event("e-2", "2026-07-01T08:00:00Z", "GetObject", "a", "x"),
                event("e-3", "2026-07-01T09:00:00Z", "GetObject", "a", "x"));
        settled(watch(journal));

        LogCoverageTaken taken = coverage(incident);

        assertThat(taken.records()).isEqualTo(2);
        assertThat(taken.places()).isEqualTo(1);
        // The second says that nobody closed it in time.
        assertThat(taken.findings()).isEqualTo(2);
        assertThat(taken.needingCover()).isEqualTo(1);
        assertThat(taken.covered()).isZero();
        assertThat(taken.gaps())
                .extracting(gap -> gap.from() + " " + gap.to())
                .containsExactly(
                        "2026-07-01T04:00:00Z 2026-07-01T05:00:00Z", "2026-07-01T06:00:00Z 2026-07-01T08:00:00Z");
        assertThat(journal.factsOf(incident, 0, 10)).hasSize(3);
    }

    @Test
    void coverageOfAnIncidentThatGoesOnForMonths_saysHowFarItWasLookedThrough_andNoGapBeyond() throws IOException {
        IncidentId incident = declared("2026-01-01T00:00:00Z", Optional.of("2026-06-30T00:00:00Z"), false);
        put(
                "1.json",
                event("e-1", "2026-01-01T00:10:00Z", "GetObject", "a", "x"),
                event("e-2", "2026-06-01T00:10:00Z", "GetObject", "a", "x"));
        settled(watch(journal));

        LogCoverageTaken taken = coverage(incident);

        assertThat(taken.to()).isEqualTo("2026-04-03T00:00:00Z");
        assertThat(taken.records()).isEqualTo(1);
        assertThat(taken.gaps())
                .extracting(gap -> gap.from() + " " + gap.to())
                .containsExactly("2026-01-01T01:00:00Z 2026-04-03T01:00:00Z");
    }

    @Test
    void sameCoverage_isNotSaidTwice_newLogsAre() throws IOException {
        IncidentId incident = declared("2026-07-01T04:30:00Z", Optional.of("2026-07-01T05:30:00Z"), false);
        coverage(incident);
        coverage(incident);
        assertThat(journal.facts(LogCoverageTaken.class))
                .singleElement()
                .satisfies(said -> assertThat(said.places()).isZero());

        put("1.json", opened("e-1", "2026-07-01T05:00:00Z"));
        settled(watch(journal));
        assertThat(coverage(incident).records()).isEqualTo(1);
        assertThat(journal.facts(LogCoverageTaken.class)).hasSize(2);
    }

    @Test
    void hoursWhoseLogsMayStillCome_areNoGap() throws IOException {
        IncidentId incident = declared("2026-07-01T08:30:00Z", Optional.empty(), false);
        put("1.json", opened("e-1", "2026-07-01T08:40:00Z"));
        settled(watch(journal));

        assertThat(coverage(incident).gaps()).isEmpty();
    }
}
