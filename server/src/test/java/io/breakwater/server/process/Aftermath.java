package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has to be true when the trouble is over. */
final class Aftermath {
    private static final long PATIENCE_NANOS = 150_000_000_000L;
    private static final Set<String> OPEN = Set.of("INTENDED", "ACTIVE", "ENDING", "APPROVED", "BYPASSED");

    private Aftermath() {}

    /** What was cut off while it was opened is ended by the clock, after its patience, and proven. */
    static void allEnds(Emergency people, String incident) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<String> open;
        do {
            open = open(people, incident);
            for (String grant : open) {
                people.alice().post("/api/v1/grants/" + grant + "/end", "{}");
            }
            if (!open.isEmpty()) {
                ServerProcess.pause(1000);
            }
        } while (!open.isEmpty() && System.nanoTime() < end);
        assertThat(open).as("still not proven closed").isEmpty();
    }

    private static List<String> open(Emergency people, String incident) {
        return people.dana().all("/api/v1/grants?incident=" + incident).stream()
                .filter(grant -> OPEN.contains(grant.get("state").asText()))
                .map(grant -> grant.get("id").asText())
                .toList();
    }

    /** The accounts that are left at the practice target. */
    static List<String> accounts(ServerProcess server) {
        try {
            return practice(server).accounts(brokerPassword(server));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Done at the practice target behind Breakwater's back. */
    static void atTheTarget(ServerProcess server, String brokerPassword, String sql) {
        try {
            practice(server).execute(brokerPassword, sql);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Target practice(ServerProcess server) throws IOException {
        return new Target(
                "127.0.0.1",
                Files.readString(server.data().resolve("practice-port")).strip(),
                "orders");
    }

    static String brokerPassword(ServerProcess server) {
        try {
            return Files.readString(server.data().resolve("secrets/practice-broker.password"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every fact that an acknowledgement stands for is on the timeline, in an unbroken numbering. */
    static void requireOnTheRecord(Emergency people, String incident, TreeMap<String, Set<String>> acknowledged) {
        TreeMap<String, Set<String>> recorded = new TreeMap<>();
        long expected = 1;
        for (JsonNode line : people.dana().all("/api/v1/incidents/" + incident + "/timeline")) {
            assertThat(line.get("sequence").asLong()).isEqualTo(expected++);
            recorded.computeIfAbsent(line.path("fact").path("grant").asText(), grant -> new TreeSet<>())
                    .add(line.get("type").asText().replace("io.breakwater.", "").replace(".v1", ""));
        }
        acknowledged.forEach((grant, types) -> assertThat(recorded.getOrDefault(grant, Set.of()))
                .as("facts of " + grant)
                .containsAll(types));
    }
}
