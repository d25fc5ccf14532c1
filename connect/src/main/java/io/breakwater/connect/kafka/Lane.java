package io.breakwater.connect.kafka;

import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition: from its bookmark on, at most one batch is gathered, offered, and done before the next. Records that came
 * with those of a full batch wait in memory, at most those of one fetch, and no more are fetched meanwhile.
 */
final class Lane {
    /** How long a batch waits for more records. */
    static final Duration GATHERS = Duration.ofMillis(300);
    /** Records that come one by one all day would be a fact each: batches that are not full keep this distance… */
    static final Duration DISTANCE = Duration.ofSeconds(5);
    /** …once they have been nearer to each other for so long, added up. */
    static final Duration CREDIT = Duration.ofMinutes(5);
    /** A value of more than this is a batch of its own, so that what is wrong with it is wrong with nothing else. */
    static final int LARGE_BYTES = 1 << 20;

    private final TopicPartition partition;
    private final Supplier<Path> paths;
    private final Deque<ConsumerRecord<byte[], byte[]>> rest = new ArrayDeque<>();
    private Bookmark from;
    private long next;
    private long fetchedTo;
    private Optional<BatchFile> open = Optional.empty();
    private Optional<Delivery> offered = Optional.empty();
    private Optional<Long> pacedNanos = Optional.empty();
    private boolean cut;
    private boolean lost;

    Lane(TopicPartition partition, Bookmark from, Supplier<Path> paths) {
        this.partition = partition;
        this.from = from;
        this.next = from.next();
        this.fetchedTo = from.next();
        this.paths = paths;
    }

    static String name(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    String name() {
        return name(partition);
    }

    TopicPartition partition() {
        return partition;
    }

    Bookmark from() {
        return from;
    }

    /** Fetched and not on the record yet. */
    long unrecorded() {
        return fetchedTo - from.next();
    }

    /** @param end the number to fetch from after these */
    void take(List<ConsumerRecord<byte[], byte[]>> records, long end, long nanos) throws IOException {
        rest.addAll(records);
        fetchedTo = end;
        gather(nanos);
    }

    private void gather(long nanos) throws IOException {
        while (!rest.isEmpty() && !isCut()) {
            ConsumerRecord<byte[], byte[]> record = rest.getFirst();
            boolean large = record.value() != null && record.value().length > LARGE_BYTES;
            if (large && open.isPresent()) {
                cut = true;
                return;
            }
            BatchFile batch = open.isPresent() ? open.get() : new BatchFile(paths.get(), nanos);
            open = Optional.of(batch);
            batch.add(record);
            rest.removeFirst();
            next = rest.isEmpty() ? fetchedTo : record.offset() + 1;
            cut = large;
        }
    }

    private boolean isCut() {
        return cut || offered.isPresent() || open.filter(BatchFile::isFull).isPresent();
    }

    /** Whether more may be fetched. */
    boolean hasRoom() {
        return rest.isEmpty() && !lost && !isCut();
    }

    /** Where it would fetch next there is nothing any more. What was fetched before is still good. */
    void lose() {
        lost = true;
    }

    /** Whether it has to be placed anew, and nothing good is left in it. */
    boolean isOver() {
        return lost && open.isEmpty() && offered.isEmpty();
    }

    boolean isDue(long nanos) {
        return offered.isPresent() || open.isPresent() && (isCut() || lost || hasWaited(open.get(), nanos));
    }

    private boolean hasWaited(BatchFile batch, long nanos) {
        return nanos - batch.sinceNanos() >= GATHERS.toNanos()
                && pacedNanos.filter(paced -> paced - nanos > CREDIT.toNanos()).isEmpty();
    }

    /** The batch that is due, the same until it is done. */
    Delivery offer(Instant now) throws IOException {
        if (offered.isEmpty()) {
            BatchFile batch = open.orElseThrow();
            String name = name() + "/" + from.next() + "-" + (next - 1);
            Bookmark to = new Bookmark(next, from.origin());
            offered = Optional.of(new Delivery(
                    name,
                    batch.finish(),
                    name + "|" + from.origin(),
                    delivered(batch, now),
                    false,
                    Optional.of(new Stretch(name(), from, to))));
            open = Optional.empty();
            cut = false;
        }
        return offered.get();
    }

    /** A producer's clock that runs ahead says nothing. */
    private static Optional<Instant> delivered(BatchFile batch, Instant now) {
        return Optional.of(batch.newestMillis())
                .filter(millis -> millis >= 0)
                .map(Instant::ofEpochMilli)
                .filter(time -> !time.isAfter(now));
    }

    void done(long nanos) throws IOException {
        from = offered.flatMap(Delivery::stretch).orElseThrow().to();
        offered = Optional.empty();
        pacedNanos = Optional.of(pacedNanos.filter(paced -> paced - nanos > 0).orElse(nanos) + DISTANCE.toNanos());
        gather(nanos);
    }

    boolean offers(Delivery delivery) {
        return offered.filter(delivery::equals).isPresent();
    }

    /** Forgets what it gathered; it is fetched again. */
    void discard() throws IOException {
        rest.clear();
        if (open.isPresent()) {
            open.get().discard();
        }
        if (offered.isPresent()) {
            Files.deleteIfExists(offered.get().file());
        }
        open = Optional.empty();
        offered = Optional.empty();
    }
}
