package io.breakwater.connect.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Brokers that are talked to. No consumer group is joined and no offset committed: the journal alone knows what was read.
 */
final class Connection implements Closeable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** The client takes tokens from nowhere unless told so by this property (CVE-2025-27817). */
    private static final String TOKENS_FROM = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private final KafkaPlace place;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * The topic as the brokers describe it.
     *
     * @param origin see {@link Origins}
     */
    record Sight(String origin, List<TopicPartition> partitions) {}

    private Connection(KafkaPlace place, Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
        this.place = place;
        this.admin = admin;
        this.consumer = consumer;
    }

    /** Login modules are looked for by the thread's loader, which in a server may be anybody's. */
    static Connection open(KafkaPlace place, Map<String, Object> settings) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaConsumer.class.getClassLoader());
        try {
            ClientSettings.tokenAddress(settings).ifPresent(address -> System.setProperty(TOKENS_FROM, address));
            return of(place, settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Each has threads and sockets of its own, so one that stands alone is let go. */
    private static Connection of(KafkaPlace place, Map<String, Object> settings) {
        Map<String, Object> forAdmin = new HashMap<>(settings);
        forAdmin.keySet().retainAll(AdminClientConfig.configNames());
        Admin admin = Admin.create(forAdmin);
        try {
            return new Connection(
                    place,
                    admin,
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException refused) {
            admin.close(Duration.ZERO);
            throw refused;
        }
    }

    Sight look() throws IOException {
        try {
            String cluster = admin.describeCluster().clusterId().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, TopicDescription> topics = admin.describeTopics(List.of(place.topic()))
                    .allTopicNames()
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            TopicDescription topic = Optional.ofNullable(topics.get(place.topic()))
                    .orElseThrow(() -> KafkaTrouble.TOPIC_MISSING.with(place.toString()));
            return new Sight(
                    Origins.of(cluster, topic.topicId()),
                    topic.partitions().stream()
                            .map(partition -> new TopicPartition(place.topic(), partition.partition()))
                            .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw KafkaTrouble.of(place, e);
        }
    }

    /** The first offset of each there is, and the one after the last. */
    List<Placing> bounds(List<TopicPartition> partitions, String origin) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, ANSWER);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
        return partitions.stream()
                .filter(partition -> begins.containsKey(partition) && ends.containsKey(partition))
                .map(partition -> new Placing(
                        Lane.name(partition),
                        origin,
                        begins.getOrDefault(partition, 0L),
                        ends.getOrDefault(partition, 0L)))
                .toList();
    }

    /** Fetches these from now on, those that are new from their bookmark. */
    void assign(Collection<Lane> lanes) {
        Set<TopicPartition> before = consumer.assignment();
        consumer.assign(lanes.stream().map(Lane::partition).toList());
        lanes.stream()
                .filter(lane -> !before.contains(lane.partition()))
                .forEach(lane -> consumer.seek(lane.partition(), lane.from().next()));
    }

    ConsumerRecords<byte[], byte[]> fetch(Collection<Lane> lanes, Duration wait) {
        consumer.pause(lanes.stream()
                .filter(lane -> !lane.hasRoom())
                .map(Lane::partition)
                .toList());
        consumer.resume(
                lanes.stream().filter(Lane::hasRoom).map(Lane::partition).toList());
        return consumer.poll(wait);
    }

    /** How far the lane's end is ahead of what was fetched, as far as the broker has said. */
    long ahead(Lane lane) {
        return consumer.currentLag(lane.partition()).orElse(0);
    }

    /** From any thread: whoever waits in here stops. */
    void wakeUp() {
        consumer.wakeup();
        admin.close(Duration.ZERO);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
