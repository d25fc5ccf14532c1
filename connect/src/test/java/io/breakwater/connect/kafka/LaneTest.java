package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A partition's records become batches, bounded in number, bytes and age")
class LaneTest {
    private static final long LONG_AGO = -1_000_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-11-21T03:12:00Z");

    @TempDir
    private Path folder;

    private final AtomicInteger files = new AtomicInteger();
    private final Lane lane = new Lane(
            new TopicPartition("audit", 3),
            new Bookmark(100, "o"),
            () -> folder.resolve(String.valueOf(files.incrementAndGet())));

    private static ConsumerRecord<byte[], byte[]> record(long offset, int bytes, long time, TimestampType type) {
        byte[] value = ("{\"a\":\"" + "x".repeat(bytes) + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "audit", 3, offset, time, type, 0, bytes, new byte[0], value, new RecordHeaders(), Optional.empty());
    }

    private void take(long nanos, int bytes, long... offsets) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset : offsets) {
            records.add(record(offset, bytes, NOW.toEpochMilli(), TimestampType.CREATE_TIME));
        }
        lane.take(records, offsets[offsets.length - 1] + 1, nanos);
    }

    private Delivery offered() throws IOException {
        return lane.offer(NOW);
    }

    @Test
    void batch_isDue_whenItHasWaitedAMoment() throws IOException {
        take(0, 1, 100, 101);
        assertThat(lane.isDue(Lane.GATHERS.toNanos() - 1)).isFalse();
        assertThat(lane.isDue(Lane.GATHERS.toNanos())).isTrue();

        Delivery batch = offered();

        assertThat(batch.name()).isEqualTo("audit/3/100-101");
        assertThat(batch.delivered()).contains(NOW);
        assertThat(batch.stretch().orElseThrow().from()).isEqualTo(new Bookmark(100, "o"));
        assertThat(batch.stretch().orElseThrow().to()).isEqualTo(new Bookmark(102, "o"));
        assertThat(Files.readString(batch.file())).isEqualTo("{\"a\":\"x\"}\n{\"a\":\"x\"}\n");
        assertThat(offered()).isEqualTo(batch);
    }

    @Test
    void fewBatches_mayFollowEachOther_manyKeepTheirDistance() throws IOException {
        long gathered = Lane.GATHERS.toNanos();
        int free = (int) (Lane.CREDIT.toNanos() / Lane.DISTANCE.toNanos());
        for (int i = 0; i <= free; i++) {
            take(0, 1, 100 + i);
            assertThat(lane.isDue(gathered)).as("batch %s", i).isTrue();
            offered();
            lane.done(0);
        }
        take(0, 1, 200);
        assertThat(lane.isDue(gathered)).isFalse();
        assertThat(lane.isDue(Lane.DISTANCE.toNanos() - 1)).isFalse();
        assertThat(lane.isDue(Lane.DISTANCE.toNanos())).isTrue();
        assertThat(lane.from()).isEqualTo(new Bookmark(101 + free, "o"));
    }

    @Test
    void whatIsFetchedAndNotDone_isCounted() throws IOException {
        take(0, 1, 100, 101, 102);
        assertThat(lane.unrecorded()).isEqualTo(3);
        offered();
        assertThat(lane.unrecorded()).isEqualTo(3);
        lane.done(0);
        assertThat(lane.unrecorded()).isZero();
    }

    @Test
    void fullBatch_isDueAtOnce_andTheRestWaitsForTheNext() throws IOException {
        take(0, (int) BatchFile.MOST_BYTES / 5, 100, 101, 102, 103, 104, 105);

        assertThat(lane.isDue(0)).isTrue();
        assertThat(lane.hasRoom()).isFalse();
        assertThat(offered().name()).isEqualTo("audit/3/100-104");

        lane.done(0);
        assertThat(lane.hasRoom()).isTrue();
        assertThat(lane.isDue(Lane.DISTANCE.toNanos())).isTrue();
        assertThat(offered().name()).isEqualTo("audit/3/105-105");
    }

    @Test
    void largeRecord_isAlone() throws IOException {
        take(0, 1, 100);
        lane.take(
                List.of(
                        record(101, Lane.LARGE_BYTES, 0, TimestampType.CREATE_TIME),
                        record(102, 1, 0, TimestampType.CREATE_TIME)),
                103,
                0);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(offered().name());
            lane.done(0);
        }
        assertThat(names).containsExactly("audit/3/100-100", "audit/3/101-101", "audit/3/102-102");
    }

    @Test
    void numbersThatNoRecordHas_belongToTheBatchBefore() throws IOException {
        lane.take(List.of(record(100, 1, 0, TimestampType.CREATE_TIME)), 140, 0);
        assertThat(offered().name()).isEqualTo("audit/3/100-139");
    }

    @Test
    void deliveryTime_isTheNewest_whereRecordsHaveOneThatCanBe() throws IOException {
        lane.take(
                List.of(
                        record(100, 1, 2_000, TimestampType.LOG_APPEND_TIME),
                        record(101, 1, 1_000, TimestampType.LOG_APPEND_TIME),
                        record(102, 1, -1, TimestampType.NO_TIMESTAMP_TYPE)),
                103,
                0);
        assertThat(offered().delivered()).contains(Instant.ofEpochMilli(2_000));
        lane.done(0);
        lane.take(List.of(record(103, 1, NOW.toEpochMilli() + 1, TimestampType.CREATE_TIME)), 104, 0);
        assertThat(offered().delivered()).isEmpty();
        lane.done(0);
        lane.take(List.of(record(104, 1, -1, TimestampType.NO_TIMESTAMP_TYPE)), 105, 0);
        assertThat(offered().delivered()).isEmpty();
    }

    @Test
    void lostLane_handsOverWhatItHas_andIsOverThen() throws IOException {
        take(0, 1, 100);
        lane.lose();
        assertThat(lane.isOver()).isFalse();
        assertThat(lane.hasRoom()).isFalse();
        assertThat(lane.isDue(LONG_AGO)).isTrue();

        offered();
        lane.done(0);

        assertThat(lane.isOver()).isTrue();
    }

    @Test
    void discarded_leavesNoFile() throws IOException {
        take(0, 1, 100);
        lane.discard();
        take(0, 1, 100);
        offered();
        lane.discard();
        assertThat(folder).isEmptyDirectory();
        assertThat(lane.isDue(Long.MAX_VALUE)).isFalse();
    }
}
