package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.detect.scan.Remembered;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingClosedAfterAll;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.LogGap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R32: what spans several logs is found whatever comes between: a restart, a crash, or nothing at all")
class LookBackTest extends Watching {
    private static final String CLOSE = "RevokeSecurityGroupIngress";

    private void looked(Watch watch, int number) throws IOException {
        put(number + ".json", event("e-" + number, at(number), "DescribeInstances", "mallory", "x"));
        settled(watch);
    }

    private static String at(int minute) {
        return String.format("2026-07-01T10:%02d:00Z", minute);
    }

    private List<FindingRaised> raisedBy(String rule) {
        return raised().stream().filter(found -> found.rules().contains(rule)).toList();
    }

    private List<Path> remembered() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Finding stored(FindingRaised raised) {
        return journal.read(tx -> tx.state()
                .find(Finding.class, raised.finding().value())
                .orElseThrow()
                .value());
    }

    @Test
    void correlation_isCompletedAfterARestart() throws IOException {
        looked(watch(journal), 1);
        looked(watch(journal), 2);
        assertThat(raised()).isEmpty();

        looked(watch(journal), 3);

        assertThat(raised())
                .singleElement()
                .satisfies(found -> assertThat(found.rules()).containsExactly("many-looks"));
    }

    @Test
    void logOfWhichNobodyWasToldThatItIsOnTheRecord_isLookedBackAtAllTheSame() throws IOException {
        boolean[] cut = {true};
        Watch watch = watch(new ForwardingJournal(journal) {
            @Override
            public <T> Committed<T> transact(Function<Transaction, T> work) {
                Committed<T> done = super.transact(work);
                if (cut[0]) {
                    throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "the outcome is not known");
                }
                return done;
            }
        });
        assertThatThrownBy(() -> looked(watch, 1)).hasMessageContaining("not known");
        assertThat(onlyBatch().name()).isEqualTo("1.json");
        cut[0] = false;

        looked(watch, 2);
        looked(watch, 3);

        assertThat(raised()).hasSize(1);
    }

    @Test
    void whatIsLaidAside_isForTheServerAlone() throws IOException {
        looked(watch(journal), 1);

        assertThat(Files.getPosixFilePermissions(remembered().get(0).getParent()))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void eventsThatHaveMatched_areUsedUp_overRestartsToo() throws IOException {
        for (int i = 1; i <= 8; i++) {
            looked(watch(journal), i);
        }

        assertThat(raised()).hasSize(2);
    }

    @Test
    void burstsThatNothingTellsApart_areOneFinding_andHoldUpNothing() throws IOException {
        put(
                "1.json",
                Collections.nCopies(6, event("", at(1), "DescribeInstances", "mallory", "x"))
                        .toArray(String[]::new));
        assertThat(settled(watch(journal))).isEqualTo(1);

        assertThat(raised()).hasSize(1);
        assertThat(onlyBatch().findings()).isEqualTo(1);
    }

    @Test
    void burstThatGoesOnForHours_isToldAgainAndAgain_butNotWithEveryEvent() throws IOException {
        Watch watch = watch(journal);
        for (int i = 0; i < 48; i++) {
            String time = String.format("2026-07-01T%02d:%02d:00Z", 6 + i / 12, 5 * (i % 12));
            put(i + ".json", event("e-" + i, time, "DescribeInstances", "mallory", "x"));
            settled(watch);
        }

        assertThat(raised()).hasSize(48 / 3);
    }

    @Test
    void whatWasLaidAsideForALogThatNeverCameOnTheRecord_isThrownAway() throws IOException {
        put("1.json", event("e-1", at(1), "DescribeInstances", "mallory", "x"));
        Watch dying = watch(new Crashing(journal));
        assertThatThrownBy(() -> settled(dying)).hasMessageContaining("power");
        assertThat(remembered()).hasSize(1);
        Files.delete(folder.resolve("1.json"));

        looked(watch(journal), 2);
        looked(watch(journal), 3);

        assertThat(raised()).isEmpty();
        assertThat(remembered()).hasSize(2);
    }

    @Test
    void whatIsNotWhole_isThrownAway_andHoldsUpNothing() throws IOException {
        looked(watch(journal), 1);
        Path file = remembered().get(0);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 40));
        Files.writeString(file.resolveSibling("stray.tmp"), "x");

        looked(watch(journal), 2);

        assertThat(remembered()).hasSize(1);
    }

    @Test
    void whatNoRuleSpansAnyMore_isForgotten() throws IOException {
        Watch watch = watch(journal);
        looked(watch, 1);
        clock.advance(Duration.ofDays(1));
        put("later.json", event("e-9", "2026-07-02T10:00:00Z", "DescribeInstances", "mallory", "x"));
        settled(watch);

        assertThat(remembered()).hasSize(1);
    }

    @Test
    void eventsOfOldLogs_areLookedBackAt_asFarAsTheLogsGo() throws IOException {
        Watch watch = watch(journal);
        for (int i = 1; i <= 3; i++) {
            put(i + ".json", event("e-" + i, "2026-03-01T10:0" + i + ":00Z", "DescribeInstances", "mallory", "x"));
            settled(watch);
        }

        assertThat(raised()).hasSize(1);
    }

    @Test
    void moreEventsThanAreLookedBackAt_areForgotten_andThatIsOnTheRecord_afterACrashToo() throws IOException {
        Crashing crashing = new Crashing(journal);
        crashing.crash = false;
        Watch watch = watch(crashing);
        put(
                "1.json",
                IntStream.rangeClosed(1, Remembered.MOST_EVENTS + 5)
                        .mapToObj(i -> event("e-" + i, at(1), CLOSE, "mallory", "sg-1"))
                        .toArray(String[]::new));
        settled(watch);
        put("2.json", event("e-0", at(2), CLOSE, "other", "sg-1"));
        crashing.crash = true;
        assertThatThrownBy(() -> settled(watch)).hasMessageContaining("power");
        assertThat(remembered()).hasSize(2);

        crashing.crash = false;
        settled(watch);

        assertThat(journal.facts(LogBatchSeen.class))
                .extracting(LogBatchSeen::forgotten)
                .containsExactly(5L, (long) Remembered.MOST_EVENTS);
        assertThat(remembered()).hasSize(1);
    }

    @Test
    void stateWithALimit_isToldWhenItsTimeIsOver_thoughNothingComes() throws IOException {
        Watch watch = watch(journal);
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        settled(watch);
        clock.advance(Duration.ofMinutes(4));
        watch.pass();
        assertThat(raisedBy("not-closed-in-time")).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        watch.pass();

        assertThat(raisedBy("not-closed-in-time")).singleElement().satisfies(found -> {
            assertThat(found.owed()).isTrue();
            assertThat(found.urgent()).isTrue();
            assertThat(found.batch()).isEqualTo(onlyBatch().digest());
            assertThat(found.times().event()).isEqualTo("2026-07-01T08:00:00Z");
            assertThat(told).contains(found);
        });
    }

    @Test
    void stateWithALimit_isTold_thoughOtherLogsKeepComing_onceTheyGoOnBeyondIt() throws IOException {
        Watch watch = watch(journal);
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        watch.pass();
        takesAndSees(watch, "2026-07-01T09:50:00Z");
        takesAndSees(watch, "2026-07-01T09:59:00Z");
        takesAndSees(watch, "2026-07-01T10:20:00Z");
        assertThat(raisedBy("not-closed-in-time")).isEmpty();

        takesAndSees(watch, "2026-07-01T10:30:00Z");

        assertThat(raisedBy("not-closed-in-time")).hasSize(1);
    }

    /** Takes the log that was seen before, and sees another, which means nothing with others: there always is one. */
    private void takesAndSees(Watch watch, String time) throws IOException {
        put(time.substring(11, 16) + ".json", event("e-" + time, time, "GetObject", "a", "x"));
        clock.advance(Duration.ofMinutes(10));
        nanos.addAndGet(FolderSource.SETTLED.toNanos());
        assertThat(watch.pass()).isEqualTo(1);
    }

    /** A place where one more log is always offered. */
    private record With(Delivery one, LogSource others) implements LogSource {
        @Override
        public String name() {
            return others.name();
        }

        @Override
        public List<Delivery> poll(int most) throws IOException {
            return Stream.concat(Stream.of(one), others.poll(most - 1).stream()).toList();
        }

        @Override
        public void done(Delivery delivery) throws IOException {
            others.done(delivery);
        }

        @Override
        public void close() throws IOException {
            others.close();
        }
    }

    @Test
    void stateWithALimit_isTold_thoughAFileIsThereThatCannotBeRead() throws IOException {
        Delivery lost = new Delivery("lost.json", folder.resolve("lost.json"), "lost", Optional.empty(), false);
        Watch watch = watch(new With(lost, new FolderSource(folder, nanos::get)), journal);
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        for (int pass = 0; pass < 2; pass++) {
            assertThatThrownBy(watch::pass).hasMessageContaining("lost.json");
            nanos.addAndGet(FolderSource.SETTLED.toNanos());
        }
        assertThat(onlyBatch().name()).isEqualTo("1.json");
        clock.advance(Duration.ofMinutes(10));

        assertThatThrownBy(watch::pass).hasMessageContaining("lost.json");

        assertThat(raisedBy("not-closed-in-time")).hasSize(1);
    }

    @Test
    void stateWithALimit_isToldOnce_afterARestartToo() throws IOException {
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        settled(watch(journal));
        clock.advance(Duration.ofMinutes(10));
        watch(journal).pass();
        clock.advance(Duration.ofMinutes(10));
        watch(journal).pass();

        assertThat(raisedBy("not-closed-in-time")).hasSize(1);
    }

    @Test
    void stateThatWasClosedInTime_isNotTold() throws IOException {
        Watch watch = watch(journal);
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        settled(watch);
        put("2.json", event("e-2", "2026-07-01T08:30:00Z", CLOSE, "mallory", "sg-1"));
        settled(watch);
        clock.advance(Duration.ofHours(1));
        watch.pass();

        assertThat(raisedBy("not-closed-in-time")).isEmpty();
        assertThat(journal.facts(FindingClosedAfterAll.class)).isEmpty();
    }

    private FindingRaised toldAsNotClosed() throws IOException {
        put("1.json", opened("e-1", "2026-07-01T08:00:00Z"));
        settled(watch(journal));
        clock.advance(Duration.ofMinutes(10));
        watch(journal).pass();
        return raisedBy("not-closed-in-time").get(0);
    }

    @Test
    void closingThatComesLater_putsAnEndToIt() throws IOException {
        FindingRaised told = toldAsNotClosed();
        put("2.json", event("e-2", "2026-07-01T10:15:00Z", CLOSE, "carol", "sg-1"));
        settled(watch(journal));

        assertThat(journal.facts(FindingClosedAfterAll.class)).singleElement().satisfies(closed -> {
            assertThat(closed.finding()).isEqualTo(told.finding());
            assertThat(closed.who()).isEqualTo("carol");
            assertThat(closed.event()).contains("e-2");
            assertThat(closed.at()).isEqualTo("2026-07-01T10:15:00Z");
        });
        assertThat(stored(told).status()).isEqualTo(FindingStatus.SETTLED);
        assertThat(raisedBy("not-closed-in-time")).hasSize(1);
    }

    @Test
    void closingInTime_whoseLogCameLate_putsAnEndToItToo_once() throws IOException {
        FindingRaised told = toldAsNotClosed();
        put("2.json", event("e-2", "2026-07-01T09:00:00Z", CLOSE, "carol", "sg-1"));
        settled(watch(journal));
        put("3.json", opened("e-3", "2026-07-01T10:16:00Z"));
        settled(watch(journal));

        assertThat(journal.facts(FindingClosedAfterAll.class)).hasSize(1);
        assertThat(stored(told).status()).isEqualTo(FindingStatus.SETTLED);
    }

    @Test
    void findingThatWasAnswered_staysAsItWasAnswered() throws IOException {
        FindingRaised told = toldAsNotClosed();
        journal.transact(tx -> {
            var stored = tx.state().lock(Finding.class, told.finding().value()).orElseThrow();
            return tx.state().update(stored, stored.value().with(FindingStatus.EXPLAINED, Optional.empty()));
        });
        put("2.json", event("e-2", "2026-07-01T10:15:00Z", CLOSE, "carol", "sg-1"));
        settled(watch(journal));

        assertThat(journal.facts(FindingClosedAfterAll.class)).isEmpty();
        assertThat(stored(told).status()).isEqualTo(FindingStatus.EXPLAINED);
    }

    @Test
    void openingByAnotherRoute_isTheSameFinding() throws IOException {
        toldAsNotClosed();
        put(
                "0.json",
                opened("e-1", "2026-07-01T08:00:00Z"),
                event("e-9", "2026-07-01T08:01:00Z", "GetObject", "a", "x"));
        settled(watch(journal));
        clock.advance(Duration.ofMinutes(10));
        watch(journal).pass();

        assertThat(raisedBy("not-closed-in-time")).hasSize(1);
    }

    @Test
    void lateLogs_fillTheGapThatWasTold_asFarAsTheyGo() throws IOException {
        Watch watch = watch(journal);
        for (String hour : List.of("02", "09", "04", "05", "07", "04")) {
            put(
                    "h" + hour + journal.facts(LogBatchSeen.class).size() + ".json",
                    event("e-" + hour, "2026-07-01T" + hour + ":00:00Z", "GetObject", "a", "x"),
                    event("f" + journal.all().size(), "2026-07-01T" + hour + ":01:00Z", "GetObject", "a", "x"));
            settled(watch);
        }

        List<LogBatchSeen> batches = journal.facts(LogBatchSeen.class);
        assertThat(batches).extracting(batch -> batch.gaps().size()).containsExactly(0, 1, 0, 0, 0, 0);
        assertThat(batches)
                .extracting(batch -> batch.filled().stream()
                        .map(gap -> gap.from().toString().substring(11, 13) + "-"
                                + gap.to().toString().substring(11, 13))
                        .toList())
                .containsExactly(List.of(), List.of(), List.of("04-05"), List.of("05-06"), List.of("07-08"), List.of());
    }

    @Test
    void eventOfAnotherAge_isAGapUntilThen_whoseHoursAreNotCountedOneByOne() throws IOException {
        Watch watch = watch(journal);
        for (String time : List.of("2026-07-01T05:00:00Z", "9999-12-31T23:00:00Z", "2026-07-01T09:00:00Z")) {
            put(journal.all().size() + ".json", event("e-" + time, time, "GetObject", "a", "x"));
            settled(watch);
        }

        assertThat(journal.facts(LogBatchSeen.class))
                .extracting(LogBatchSeen::gaps, LogBatchSeen::filled)
                .containsExactly(
                        tuple(List.of(), List.of()),
                        tuple(List.of(gap("2026-07-01T06:00:00Z", "9999-12-31T23:00:00Z")), List.of()),
                        tuple(List.of(), List.of(gap("2026-07-01T09:00:00Z", "2026-07-01T10:00:00Z"))));
    }

    private static LogGap gap(String from, String to) {
        return new LogGap("111122223333", "eu-west-1", Instant.parse(from), Instant.parse(to));
    }

    @Test
    void coverage_isTakenAgain_whenLateLogsHaveFilledAGap() throws IOException {
        var incident = declared("2026-07-01T05:30:00Z", Optional.of("2026-07-01T07:30:00Z"), false);
        Watch watch = watch(journal);
        put(
                "1.json",
                event("e-1", "2026-07-01T05:40:00Z", "GetObject", "a", "x"),
                event("e-2", "2026-07-01T07:10:00Z", "GetObject", "a", "x"));
        settled(watch);
        new TakeCoverage(journal).of(incident);
        put("2.json", event("e-3", "2026-07-01T06:10:00Z", "GetObject", "a", "x"));
        settled(watch);
        new TakeCoverage(journal).of(incident);

        assertThat(journal.facts(io.breakwater.model.FindingFact.LogCoverageTaken.class))
                .extracting(taken -> taken.gaps().size(), taken -> taken.records())
                .containsExactly(tuple(1, 2L), tuple(0, 3L));
    }

    @Test
    void knownOnly_isCountedByRule() throws IOException {
        put(
                "1.json",
                event("e-1", at(1), "ListBuckets", "mallory", "x"),
                event("e-2", at(9), "ListBuckets", "mallory", "x"));
        settled(watch(journal));

        assertThat(onlyBatch().known()).isEqualTo(Map.of("listed", 2L));
    }
}
