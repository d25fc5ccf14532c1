package io.breakwater.connect.kafka;

import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Bookmarks;
import io.breakwater.detect.spi.Bookmarks.Move;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.Unread;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A topic whose records are logs. Consecutive records of a partition are a delivery, from the partition's bookmark on; the
 * journal moves the bookmark with what was found, so nothing is lost or doubled whatever crashes, and however two servers cut
 * the same records. What the broker no longer has when it should be read is told to the bookmarks, and so on the record.
 */
public final class KafkaSource implements LogSource {
    static final Duration LOOKS = Duration.ofSeconds(2);
    private static final Duration FETCHES = Duration.ofMillis(250);
    private static final Duration WAITS = Duration.ofMillis(100);
    private static final String MISSED = "KAFKA_RECORDS_MISSED";

    private final KafkaPlace place;
    private final KafkaAccess access;
    private final boolean onlyWhatComes;
    private final BatchFolder files;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Map<TopicPartition, Lane> lanes = new java.util.LinkedHashMap<>();
    private Optional<Bookmarks> bookmarks = Optional.empty();
    private Optional<Connection.Sight> sight = Optional.empty();
    private long lookedNanos;
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile Optional<Unread> missed = Optional.empty();
    private volatile Map<String, Long> waiting = Map.of();
    private volatile boolean closed;

    KafkaSource(
            KafkaPlace place,
            KafkaAccess access,
            boolean onlyWhatComes,
            Path folder,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.place = place;
        this.access = access;
        this.onlyWhatComes = onlyWhatComes;
        this.files = new BatchFolder(folder);
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /**
     * A topic. Nothing is connected yet.
     *
     * @param onlyWhatComes whether what stands there when the topic is first seen is not to be read
     * @param folder for batches and for what codecs need, of this source alone; batches that are in it are removed
     */
    public static KafkaSource open(
            KafkaPlace place,
            KafkaAccess access,
            boolean onlyWhatComes,
            Path folder,
            LongSupplier nanoTime,
            InstantSource clock) {
        Codecs.unpackInto(folder, System.getProperties());
        return new KafkaSource(place, access, onlyWhatComes, folder, nanoTime, clock);
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public void resume(Bookmarks kept) {
        bookmarks = Optional.of(kept);
    }

    @Override
    public synchronized List<Delivery> poll(int most) throws IOException {
        try {
            return closed ? List.of() : polled(most);
        } catch (WakeupException stopping) {
            return List.of();
        } catch (KafkaException e) {
            return failed(KafkaTrouble.of(place, e));
        } catch (KafkaTrouble.Named | InterruptedIOException e) {
            return failed(e);
        } catch (IOException disk) {
            return failed(KafkaTrouble.DISK_REFUSED.with(place.toString()));
        }
    }

    /** After any trouble everything begins anew from the bookmarks. Whoever stops has no trouble any more. */
    private List<Delivery> failed(IOException trouble) throws IOException {
        if (closed) {
            return List.of();
        }
        disconnect();
        discardAll();
        throw trouble;
    }

    private List<Delivery> polled(int most) throws IOException {
        Connection with = connected();
        if (sight.isEmpty() || nanoTime.getAsLong() - lookedNanos >= LOOKS.toNanos()) {
            look(with);
        }
        place(with);
        fetch(with);
        List<Delivery> due = due(with, most);
        waiting = lanes.values().stream()
                .collect(Collectors.toMap(Lane::name, lane -> lane.unrecorded() + with.ahead(lane)));
        return due;
    }

    private Connection connected() throws IOException {
        if (connection.isEmpty()) {
            files.ready();
            connection = Optional.of(Connection.open(place, access.client(place)));
        }
        return connection.get();
    }

    /** A topic that was deleted and made again has other records under the same numbers. */
    private void look(Connection with) throws IOException {
        Connection.Sight now = with.look();
        lookedNanos = nanoTime.getAsLong();
        if (sight.filter(before -> !before.origin().equals(now.origin())).isPresent()) {
            discardAll();
        }
        sight = Optional.of(now);
    }

    private void place(Connection with) throws IOException {
        for (Lane over : lanes.values().stream().filter(Lane::isOver).toList()) {
            lanes.remove(over.partition());
        }
        Connection.Sight topic = sight.orElseThrow();
        List<TopicPartition> fresh = topic.partitions().stream()
                .filter(partition -> !lanes.containsKey(partition))
                .toList();
        if (!fresh.isEmpty()) {
            with.assign(lanes.values());
            Map<String, Bookmark> marks = placed(with.bounds(fresh, topic.origin()));
            for (TopicPartition partition : fresh) {
                Bookmark mark = marks.get(Lane.name(partition));
                if (mark != null) {
                    lanes.put(partition, new Lane(partition, mark, files::next));
                }
            }
            with.assign(lanes.values());
        }
    }

    /** Where the lanes go on, after what is missed is on the record. */
    private Map<String, Bookmark> placed(List<Placing> bounds) {
        Bookmarks kept = bookmarks.orElseThrow(() -> new IllegalStateException("resume comes first"));
        Map<String, Bookmark> marks = kept.all();
        List<Move> moves = new ArrayList<>();
        for (Placing placing : bounds) {
            Bookmark mark = marks.get(placing.lane());
            if (mark == null) {
                // Partitions that are added later hold nothing that stood there before the watch.
                moves.add(placing.first(onlyWhatComes && marks.isEmpty()));
            } else {
                placing.again(mark).ifPresent(moves::add);
            }
        }
        if (moves.isEmpty()) {
            return marks;
        }
        kept.move(moves);
        moves.forEach(this::tell);
        return kept.all();
    }

    /** What stood there before the watch is nobody's loss. */
    private void tell(Move move) {
        if (move.from().isPresent() && move.missed().isPresent()) {
            Bookmarks.Missed records = move.missed().get();
            missed = Optional.of(new Unread(
                    MISSED,
                    missed.map(Unread::count).orElse(0L) + 1,
                    clock.instant(),
                    "records of " + move.lane() + " from " + records.first()
                            + records.next().map(next -> " to " + (next - 1)).orElse(" on") + " "
                            + records.why().words() + "; keep records for longer than this server may be down"));
        }
    }

    private void fetch(Connection with) throws IOException {
        long end = nanoTime.getAsLong() + FETCHES.toNanos();
        boolean more = true;
        while (more && !closed) {
            try {
                more = take(with.fetch(lanes.values(), WAITS)) && nanoTime.getAsLong() < end;
            } catch (OffsetOutOfRangeException deleted) {
                deleted.partitions().forEach(this::lose);
                more = false;
            }
        }
    }

    private void lose(TopicPartition partition) {
        Optional.ofNullable(lanes.get(partition)).ifPresent(Lane::lose);
    }

    /** Whether more may be had at once. */
    private boolean take(ConsumerRecords<byte[], byte[]> records) throws IOException {
        for (TopicPartition partition : records.partitions()) {
            Lane lane = lanes.get(partition);
            if (lane != null) {
                lane.take(records.records(partition), end(records, partition), nanoTime.getAsLong());
            }
        }
        return !records.isEmpty() && lanes.values().stream().anyMatch(Lane::hasRoom);
    }

    /** Behind the last record, and behind what no reader is shown, as the marks that end transactions. */
    private static long end(ConsumerRecords<byte[], byte[]> records, TopicPartition partition) {
        OffsetAndMetadata next = records.nextOffsets().get(partition);
        List<ConsumerRecord<byte[], byte[]>> shown = records.records(partition);
        return next != null ? next.offset() : shown.get(shown.size() - 1).offset() + 1;
    }

    /** Only what is of the topic as it still is, and begins where the journal says. */
    private List<Delivery> due(Connection with, int most) throws IOException {
        long now = nanoTime.getAsLong();
        List<Lane> ready = lanes.values().stream()
                .filter(lane -> lane.isDue(now))
                .limit(most)
                .toList();
        if (ready.isEmpty()) {
            return List.of();
        }
        look(with);
        Map<String, Bookmark> marks = bookmarks.orElseThrow().all();
        List<Delivery> due = new ArrayList<>();
        for (Lane lane : ready) {
            if (!lanes.containsKey(lane.partition())) {
                continue;
            }
            if (lane.from().equals(marks.get(lane.name()))) {
                due.add(lane.offer(clock.instant()));
            } else {
                // Another server was faster.
                lane.discard();
                lanes.remove(lane.partition());
            }
        }
        return due;
    }

    @Override
    public synchronized void done(Delivery delivery) throws IOException {
        for (Lane lane : lanes.values()) {
            if (lane.offers(delivery)) {
                lane.done(nanoTime.getAsLong());
                Files.deleteIfExists(delivery.file());
            }
        }
    }

    @Override
    public List<Unread> unread() {
        return missed.stream().toList();
    }

    @Override
    public Map<String, Long> waiting() {
        return waiting;
    }

    private void discardAll() throws IOException {
        List<Lane> all = List.copyOf(lanes.values());
        lanes.clear();
        for (Lane lane : all) {
            lane.discard();
        }
    }

    private void disconnect() {
        connection.ifPresent(Connection::close);
        connection = Optional.empty();
        sight = Optional.empty();
    }

    /** Leaves the files alone: one of them may be being read. They are removed at the next start. */
    @Override
    public void close() {
        closed = true;
        connection.ifPresent(Connection::wakeUp);
        synchronized (this) {
            disconnect();
        }
    }
}
