package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.spi.Delivery;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.LogMissed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "R29: records of a topic are read once each, whatever stops in between, and what is missed is on the record")
@ExtendWith(KafkaBroker.Running.class)
class KafkaSourceTest {
    private static final long FETCH_WAITS_MILLIS = 700;

    private final KafkaBroker broker;

    @TempDir
    private Path folder;

    private String topic = "";

    KafkaSourceTest(KafkaBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void nameTopic(TestInfo test) {
        topic = "t" + Integer.toHexString(test.getDisplayName().hashCode()) + "."
                + test.getTestMethod().orElseThrow().getName();
    }

    private void send(int partition, String... ids) {
        for (String id : ids) {
            broker.send(topic, partition, Watched.event(id));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void records_ofAllPartitions_areReadFromTheBeginning() {
        broker.topic(topic, 3);
        send(0, "a", "b");
        send(1, "c");
        send(2, "d");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(4)) {
            assertThat(watched.found()).containsExactly("a", "b", "c", "d");
            assertThat(watched.batches())
                    .extracting(LogBatchSeen::name)
                    .containsExactlyInAnyOrder(topic + "/0/0-1", topic + "/1/0-0", topic + "/2/0-0");
            assertThat(watched.batches()).extracting(LogBatchSeen::source).containsOnly("kafka:" + topic);
            assertThat(watched.missed()).isEmpty();
        }
    }

    @Test
    void restart_goesOnWhereTheJournalIs() {
        broker.topic(topic, 2);
        send(0, "a");
        MemoryJournal journal = new MemoryJournal();
        Watched.on(broker, topic, folder, journal).untilRead(1).close();
        send(0, "b");
        send(1, "c");
        try (Watched watched = Watched.on(broker, topic, folder, journal).untilRead(3)) {
            assertThat(watched.found()).containsExactly("a", "b", "c");
            assertThat(watched.batches()).extracting(LogBatchSeen::name).doesNotHaveDuplicates();
        }
    }

    @Test
    void twoServers_onOneJournal_shareTheRecords() {
        broker.topic(topic, 1);
        MemoryJournal journal = new MemoryJournal();
        try (Watched one = Watched.on(broker, topic, folder.resolve("1"), journal);
                Watched other = Watched.on(broker, topic, folder.resolve("2"), journal)) {
            for (int i = 0; i < 5; i++) {
                send(0, "x" + i);
                one.untilRead(2 * i + 1);
                send(0, "y" + i);
                other.untilRead(2 * i + 2);
            }
            assertThat(one.read()).isEqualTo(10);
            assertThat(one.found()).hasSize(10);
        }
    }

    @Test
    void onlyWhatComes_staysTheSamePlace_overRestartsAndNewPartitions() {
        broker.topic(topic, 1);
        send(0, "old");
        MemoryJournal journal = new MemoryJournal();
        KafkaPlace place = Watched.place(broker, topic);
        new Watched(place, KafkaAccess.NONE, true, folder, journal, journal)
                .untilDrained()
                .close();
        send(0, "while-down");
        broker.widen(topic, 2);
        send(1, "in-a-new-partition");
        try (Watched watched = new Watched(place, KafkaAccess.NONE, true, folder, journal, journal).untilRead(2)) {
            assertThat(watched.found()).containsExactly("in-a-new-partition", "while-down");
            assertThat(watched.missed()).singleElement().satisfies(missed -> {
                assertThat(missed.why()).isEqualTo(LogMissed.BEFORE_THE_WATCH);
                assertThat(missed.lane()).isEqualTo(topic + "/0");
                assertThat(missed.next()).contains(1L);
            });
            assertThat(watched.source.unread()).isEmpty();
        }
    }

    @Test
    void newPartition_whileItRuns_isRead() {
        broker.topic(topic, 1);
        send(0, "a");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(1)) {
            broker.widen(topic, 2);
            send(1, "b");
            assertThat(watched.untilRead(2).found()).containsExactly("a", "b");
        }
    }

    @Test
    void recordsThatRetentionDeleted_whileItWasDown_areOnTheRecordAsMissed() {
        broker.topic(topic, 1);
        send(0, "a");
        MemoryJournal journal = new MemoryJournal();
        Watched.on(broker, topic, folder, journal).untilRead(1).close();
        send(0, "lost-1", "lost-2", "b");
        broker.deleteBefore(topic, 0, 3);
        try (Watched watched = Watched.on(broker, topic, folder, journal).untilRead(2)) {
            assertThat(watched.found()).containsExactly("a", "b");
            assertThat(watched.missed()).singleElement().satisfies(missed -> {
                assertThat(missed.why()).isEqualTo(LogMissed.DELETED);
                assertThat(missed.first()).isEqualTo(1);
                assertThat(missed.next()).contains(3L);
                assertThat(missed.since()).isPresent();
            });
            assertThat(watched.source.unread()).singleElement().satisfies(unread -> {
                assertThat(unread.code()).isEqualTo("KAFKA_RECORDS_MISSED");
                assertThat(unread.last()).contains(topic + "/0 from 1 to 2 were deleted before they were read");
            });
        }
    }

    @Test
    void recordsThatRetentionDeleted_whileItRuns_areOnTheRecordAsMissed() throws InterruptedException {
        broker.topic(topic, 1);
        send(0, "a");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(1)) {
            // A fetch that waits at the broker would bring the record just in time.
            Thread.sleep(FETCH_WAITS_MILLIS);
            send(0, "lost");
            broker.deleteBefore(topic, 0, 2);
            send(0, "b");
            watched.untilRead(2);
            assertThat(watched.found()).containsExactly("a", "b");
            assertThat(watched.missed()).extracting(missed -> missed.first()).containsExactly(1L);
        }
    }

    @Test
    void topicMadeAnew_evenWithMoreRecordsThanWereRead_isReadFromItsBeginning() {
        broker.topic(topic, 1);
        send(0, "a", "b");
        MemoryJournal journal = new MemoryJournal();
        Watched.on(broker, topic, folder, journal).untilRead(2).close();
        broker.remove(topic);
        broker.topic(topic, 1);
        send(0, "c", "d", "e");
        try (Watched watched = Watched.on(broker, topic, folder, journal).untilRead(5)) {
            assertThat(watched.found()).containsExactly("a", "b", "c", "d", "e");
            assertThat(watched.missed()).singleElement().satisfies(missed -> {
                assertThat(missed.why()).isEqualTo(LogMissed.BEGUN_ANEW);
                assertThat(missed.first()).isEqualTo(2);
                assertThat(missed.next()).isEmpty();
            });
        }
    }

    @Test
    void topicMadeAnew_whileItRuns_isReadFromItsBeginning() {
        broker.topic(topic, 1);
        send(0, "a", "b");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(2)) {
            broker.remove(topic);
            assertThatThrownBy(() -> {
                        while (true) {
                            watched.pass();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("KAFKA_TOPIC_MISSING: " + topic)
                    .hasMessageEndingWith("create it, or correct breakwater.watch");
            broker.topic(topic, 1);
            send(0, "c", "d", "e");
            assertThat(watched.untilRead(5).found()).containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void topicMadeAnew_soQuicklyThatItIsNeverMissing_isReadFromItsBeginning() throws IOException {
        broker.topic(topic, 1);
        send(0, "a", "b");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(2)) {
            broker.remove(topic);
            broker.topic(topic, 1);
            send(0, "c", "d", "e");
            assertThat(watched.untilRead(5).found()).containsExactly("a", "b", "c", "d", "e");
            assertThat(watched.missed()).extracting(missed -> missed.why()).containsExactly(LogMissed.BEGUN_ANEW);
        }
    }

    @Test
    void poison_isCounted_andSpoilsNothingBesideIt() {
        broker.topic(topic, 1);
        List<byte[]> poison = List.of(
                utf8("not json at all"),
                utf8("{\"Records\":[{\"eventVersion\":\"1.08\",\"cut"),
                utf8("{\"a\":1}}}}]]]"),
                utf8("\"only a text\""),
                utf8("[".repeat(100_000)),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2},
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 1});
        send(0, "first");
        for (int i = 0; i < poison.size(); i++) {
            broker.send(topic, 0, poison.get(i));
            send(0, "good-" + i);
        }
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(poison.size() + 1)) {
            assertThat(watched.bad()).isEqualTo(poison.size());
            assertThat(watched.found()).hasSize(poison.size() + 1);
        }
    }

    @Test
    void largeRecords_areBatchesOfTheirOwn_andRead() {
        broker.topic(topic, 1);
        send(0, "a");
        String large = Watched.event("large", "AuthorizeSecurityGroupIngress", "x".repeat(10 << 20));
        broker.send(topic, 0, utf8(large));
        send(0, "b");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(3)) {
            assertThat(watched.found()).containsExactly("a", "b", "large");
            assertThat(watched.batches())
                    .extracting(LogBatchSeen::name)
                    .containsExactly(topic + "/0/0-0", topic + "/0/1-1", topic + "/0/2-2");
        }
    }

    @Test
    void tombstonesAndEmptyValues_areNoRecords_andNothingWaitsForThem() {
        broker.topic(topic, 1);
        broker.send(topic, 0, null);
        broker.send(topic, 0, new byte[0]);
        broker.send(topic, 0, utf8(" \n"));
        MemoryJournal journal = new MemoryJournal();
        try (Watched watched =
                Watched.on(broker, topic, folder, journal).untilWaiting().untilDrained()) {
            broker.send(topic, 0, null);
            watched.untilWaiting().untilDrained();
            send(0, "a");
            watched.untilRead(1);
            assertThat(watched.bad()).isZero();
            assertThat(watched.batches()).extracting(LogBatchSeen::name).contains(topic + "/0/4-4");
        }
    }

    @Test
    void gzipValues_andByteOrderMarks_andInvalidUtf8_areRead() throws IOException {
        broker.topic(topic, 1);
        broker.send(topic, 0, RecordLineTest.gzip(Watched.event("zipped")));
        broker.send(topic, 0, utf8("\uFEFF" + new String(Watched.event("marked"), StandardCharsets.UTF_8)));
        byte[] odd = Watched.event("odd");
        odd[new String(odd, StandardCharsets.UTF_8).indexOf("sg-1")] = (byte) 0xff;
        broker.send(topic, 0, odd);
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(3)) {
            assertThat(watched.found()).containsExactly("marked", "odd", "zipped");
            assertThat(watched.bad()).isZero();
        }
    }

    @Test
    void eventHubMessages_ofSeveralRecordsEach_areRead() {
        broker.topic(topic, 1);
        String one = new String(Watched.event("r-1"), StandardCharsets.UTF_8);
        String two = new String(Watched.event("r-2"), StandardCharsets.UTF_8);
        broker.send(topic, 0, utf8("{\"records\":[" + one + "," + two + "]}"));
        broker.send(topic, 0, utf8("{\n  \"records\": [\n" + one.replace("r-1", "r-3") + "\n]}"));
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(3)) {
            assertThat(watched.found()).containsExactly("r-1", "r-2", "r-3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void codec_isRead(String codec) {
        topic = "codec." + codec;
        broker.topic(topic, 1);
        broker.send(topic, codec, Watched.event("packed"));
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(1)) {
            assertThat(watched.found()).containsExactly("packed");
        }
    }

    @Test
    void transactions_areReadWhenTheyAreCommitted_andNotWhenAborted() {
        broker.topic(topic, 1);
        broker.transaction(topic, false, Watched.event("aborted"));
        broker.transaction(topic, true, Watched.event("committed"));
        MemoryJournal journal = new MemoryJournal();
        try (Watched watched =
                Watched.on(broker, topic, folder, journal).untilRead(1).untilDrained()) {
            assertThat(watched.found()).containsExactly("committed");
        }
        // Two records and the two marks that end the transactions.
        broker.deleteBefore(topic, 0, 4);
        try (Watched watched = Watched.on(broker, topic, folder, journal).untilDrained()) {
            assertThat(watched.missed()).isEmpty();
        }
    }

    @Test
    void deliveryTime_isTheRecordsOwn() {
        broker.topic(topic, 1);
        Instant at = Instant.parse("2026-07-01T10:04:00Z");
        broker.send(topic, 0, at.toEpochMilli(), Watched.event("a"));
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(1)) {
            FindingRaised found = watched.journal.facts(FindingRaised.class).get(0);
            assertThat(found.times().delivered()).contains(at);
            assertThat(watched.batches().get(0).delivered()).contains(at);
        }
    }

    @Test
    void deliveryTime_inTheFuture_isNotBelieved() {
        broker.topic(topic, 1);
        broker.send(topic, 0, Instant.now().plusSeconds(1_800).toEpochMilli(), Watched.event("a"));
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(1)) {
            assertThat(watched.batches().get(0).delivered()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void manyRecords_areFewBatches_andTheLagTellsWhatWaits() {
        broker.topic(topic, 1);
        IntStream.range(0, 250).forEach(i -> send(0, "m-" + i));
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(250)) {
            assertThat(watched.batches()).hasSizeLessThan(10);
            assertThat(watched.found()).hasSize(250);
            assertThat(watched.untilDrained().source.waiting()).containsOnlyKeys(topic + "/0");
            assertThat(broker.groups()).isZero();
        }
    }

    @Test
    void brokerThatGoesAway_isTold_andReadOnWhenItIsBack() throws Exception {
        broker.topic(topic, 1);
        send(0, "a");
        try (Watched watched = Watched.all(broker, topic, folder).untilRead(1)) {
            broker.kill();
            assertThatThrownBy(() -> {
                        while (true) {
                            watched.pass();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("KAFKA_UNREACHABLE: " + topic + " at 127.0.0.1:");
            whoeverWaits_isWoken_whenItStops();
            broker.again();
            send(0, "b");
            assertThat(watched.untilRead(2).found()).containsExactly("a", "b");
        }
    }

    /** Whoever is not woken runs into the time-out, which is trouble. */
    private void whoeverWaits_isWoken_whenItStops() throws Exception {
        Watched waits = Watched.all(broker, topic, folder.resolve("waits"));
        FutureTask<List<Delivery>> poll = new FutureTask<>(() -> waits.source.poll(1));
        Thread thread = new Thread(poll, "poll");
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        waits.close();
        assertThat(poll.get()).isEmpty();
    }
}
