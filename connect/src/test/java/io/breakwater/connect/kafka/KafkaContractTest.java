package io.breakwater.connect.kafka;

import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.LogSourceContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A topic keeps the contract of every source")
@ExtendWith(KafkaBroker.Running.class)
class KafkaContractTest extends LogSourceContract {
    private static final int PARTITIONS = 5;

    @TempDir
    private Path folder;

    private final KafkaBroker broker;
    private final Map<String, String> batches = new HashMap<>();
    private String topic = "";
    private Duration passed = Duration.ZERO;

    KafkaContractTest(KafkaBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void newTopic() {
        topic = UUID.randomUUID().toString();
        broker.topic(topic, PARTITIONS);
    }

    @Override
    protected LogSource open() {
        return new KafkaSource(
                Watched.place(broker, topic),
                KafkaAccess.NONE,
                false,
                folder,
                () -> passed.toNanos(),
                InstantSource.system());
    }

    /** To a partition of its own: those of one are a batch together. */
    @Override
    protected void put(String name, String content) {
        int partition = batches.size();
        long offset = broker.send(topic, partition, content.getBytes(StandardCharsets.UTF_8));
        batches.put(name, topic + "/" + partition + "/" + offset + "-" + offset);
    }

    @Override
    protected String ending(String name) {
        return batches.getOrDefault(name, name);
    }

    @Override
    protected void letTimePass() {
        passed = passed.plus(Lane.DISTANCE);
    }
}
