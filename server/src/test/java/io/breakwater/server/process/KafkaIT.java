package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.connect.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that reads a topic as it would an Azure Event Hub: with TLS and a connection string. */
class KafkaIT {
    private static final String TOPIC = "cloud-audit";
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1odWI";

    @TempDir
    private Path folder;

    private String[] settings(KafkaBroker broker) throws IOException {
        String trust = "ssl.truststore.location=" + broker.trust() + "\nssl.truststore.type=PKCS12\n"
                + "ssl.truststore.password=" + KafkaBroker.STORE_PASSWORD + "\n";
        return new String[] {
            "watch=kafka://" + broker.secureAddress() + "/" + TOPIC,
            "watch.kafka.properties=" + own("kafka.properties", trust),
            "watch.kafka.connection-string-file=" + own("hub.txt", KafkaBroker.CONNECTION_STRING)
        };
    }

    private Path own(String name, String text) throws IOException {
        return Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), text), PosixFilePermissions.fromString("rw-------"));
    }

    /** As Event Hubs have the Activity Log: several records in a message, names in capitals. */
    private static String roleGiven() {
        return """
                {"records":[{"time":"%1$s","resourceId":"/SUBSCRIPTIONS/AAAABBBB-0000-4000-8000-111122223333/PROVIDERS/\
                MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/9F9F9F9F-0000-4000-8000-111122223333",\
                "operationName":"MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE","category":"Administrative",\
                "resultType":"Success","resultSignature":"Succeeded.Created","durationMs":"0",\
                "callerIpAddress":"198.51.100.24","correlationId":"0f0f0f0f-0000-4000-8000-111122223333",\
                "identity":{"authorization":{"scope":"/subscriptions/aaaabbbb-0000-4000-8000-111122223333",\
                "action":"Microsoft.Authorization/roleAssignments/write","evidence":{"role":"Owner"}},\
                "claims":{"name":"Mara Keel","http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":\
                "mara.keel@harbour.example"}},"level":"Information","properties":{"eventCategory":"Administrative"}}]}\
                """.formatted(Instant.now());
    }

    private static String bucketOpened(String event) {
        return CloudLog.text(event, "mallory", Instant.now());
    }

    private static void send(KafkaBroker broker, int partition, String value) {
        broker.send(TOPIC, partition, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ServerProcess server, String path) {
        return new Api(server.url(), "").get(path).text();
    }

    @Test
    @DisplayName("missing at the start, then read; killed, and read on: every record once, and the secret nowhere")
    void eventHub_isReadOnce_whateverStops_andItsSecretIsNowhere() throws IOException {
        try (KafkaBroker broker = KafkaBroker.start()) {
            broker.allowReading(TOPIC);
            ServerProcess server = ServerProcess.startFresh(settings(broker));
            try {
                ServerProcess first = server;
                WatchIT.await(() -> text(first, "/q/health/ready").contains("KAFKA_TOPIC_MISSING: " + TOPIC));
                assertThat(text(first, "/q/metrics")).contains("breakwater_watch_away{watch=\"watch-1\"} 1.0");
                broker.topic(TOPIC, 2);
                send(broker, 0, roleGiven());
                send(broker, 1, bucketOpened("e-1"));
                WatchIT.await(() -> first.facts("FindingRaised").size() >= 2);
                WatchIT.await(() -> text(first, "/q/metrics")
                        .contains("breakwater_watch_waiting{lane=\"" + TOPIC + "/1\",watch=\"watch-1\"} 0.0"));
                assertThat(text(first, "/q/health/ready")).doesNotContain("KAFKA_");
                server.kill();
                Path batch = Files.writeString(
                        Files.createDirectories(server.data().resolve("watch/watch-7"))
                                .resolve("1.batch"),
                        "of a place that is not watched any more");
                send(broker, 1, bucketOpened("e-2"));
                server = server.restart(settings(broker));
                ServerProcess second = server;
                WatchIT.await(() -> second.facts("FindingRaised").size() >= 3);

                assertThat(second.facts("LogBatchSeen"))
                        .extracting(fact -> fact.findPath("name").asText())
                        .containsExactlyInAnyOrder(TOPIC + "/0/0-0", TOPIC + "/1/0-0", TOPIC + "/1/1-1");
                assertThat(second.facts("FindingRaised")).hasSize(3);
                assertThat(second.facts("FindingRaised").toString())
                        .contains("mara.keel@harbour.example")
                        .contains("mallory");
                for (String told : List.of(
                        second.admin().all("/api/v1/ledger/facts").toString(),
                        text(second, "/q/health"),
                        text(second, "/q/metrics"))) {
                    assertThat(told).doesNotContain(SECRET).doesNotContain(KafkaBroker.STORE_PASSWORD);
                }
                assertThat(batch.getParent()).doesNotExist();
                libraries_lieInTheDataFolder(broker, second);
                second.stop();
                assertThat(second.data().resolve("watch/watch-1")).isEmptyDirectory();
                assertThat(second.log())
                        .contains("watch-1 can ask kafka:" + TOPIC + " again")
                        .doesNotContain(SECRET)
                        .doesNotContain("SharedAccessKey")
                        .doesNotContain("org.apache.kafka")
                        .doesNotContain("SLF4J");
            } finally {
                server.erase();
            }
        }
    }

    /** What the client loads that is not Java; of lz4 it has one in Java. */
    private static void libraries_lieInTheDataFolder(KafkaBroker broker, ServerProcess server) throws IOException {
        for (String codec : List.of("snappy", "lz4", "zstd")) {
            broker.send(TOPIC, codec, bucketOpened(codec).getBytes(StandardCharsets.UTF_8));
        }
        WatchIT.await(() -> server.facts("FindingRaised").size() >= 6);
        List<String> mapped = Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "maps"));
        assertThat(mapped)
                .anyMatch(line -> line.contains("/libzstd"))
                .anyMatch(line -> line.contains("libsnappyjava"))
                .noneMatch(line -> line.contains("liblz4"))
                .filteredOn(line -> line.contains("/libzstd") || line.contains("libsnappyjava"))
                .allMatch(line -> line.contains(server.data() + "/watch/watch-1/"));
    }
}
