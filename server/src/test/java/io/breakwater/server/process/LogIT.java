package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The structured log of a running server, from its first line to its last. */
class LogIT {
    private static final String BELOW_INFO = "access-clock took";

    private final List<String> secrets = new ArrayList<>();

    private void emergency(ServerProcess server) throws Exception {
        Emergency people = Emergency.on(server);
        secrets.addAll(
                List.of(server.token(), people.alice().token(), people.bob().token()));
        secrets.add(Files.readString(server.data().resolve("secrets/practice-broker.password"))
                .strip());
        secrets.add(Files.readString(server.data().resolve("postgres/password")).strip());
        String incident = people.declare();
        JsonNode grant = people.brokenGlass(incident);
        String path = "/api/v1/grants/" + grant.get("id").asText();
        JsonNode credential = people.credential(grant.get("id").asText());
        secrets.add(credential.get("secret").asText());
        assertThat(Target.of(credential).login(credential)).isEqualTo("00000");
        blunders(people, path, credential.get("secret").asText());
        people.alice().post(path + "/end", "{}").ok();
        people.dana().post("/api/v1/incidents/" + incident + "/close", "{}").ok();
    }

    /** Secrets where they do not belong: nobody may find them in the log afterwards. */
    private static void blunders(Emergency people, String path, String password) {
        Api alice = people.alice();
        alice.get("/api/v1/me?token=" + alice.token());
        alice.post(path + "/credential", "{'password':'" + password + "'}");
        alice.post(path + "/end", "{'why':" + password + "}");
        alice.post("/api/v1/incidents", "{'title':'x','severity':'" + alice.token() + "'}");
        alice.send(alice.request("/api/v1/me").header("X-Forwarded-For", "1.2.3.4\\u2028forged"));
        new Api(people.alice().at(), alice.token() + "x").get("/api/v1/me");
        String basic = Base64.getEncoder().encodeToString(("alice:" + password).getBytes());
        Api.Reply refused = new Api(people.alice().at(), "")
                .send(new Api(people.alice().at(), "")
                        .request("/api/v1/me")
                        .header("Authorization", "Basic " + basic)
                        .GET());
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "every line of a JSON log is one object with time, level, logger, thread, message; no line has a secret")
    void aJsonLog_isJsonInEveryLine_andHoldsNoSecret() throws Exception {
        ServerProcess server = ServerProcess.startFresh(
                "practice=true", "log-json=true", "quarkus.log.category.\"io.breakwater\".level=DEBUG");
        try {
            emergency(server);
            // An emergency on a quick machine is over before the first look at the clock.
            WatchIT.await(() -> server.log().contains(BELOW_INFO));
            server.close();
            String log = server.log();
            assertThat(log.lines().count()).isGreaterThan(20);
            for (String line : log.lines().toList()) {
                JsonNode entry = Json.mapper().readTree(line);
                assertThat(entry.isObject()).as(line).isTrue();
                for (String field : List.of("time", "level", "logger", "thread", "message")) {
                    assertThat(entry.path(field).isTextual())
                            .as(field + " in " + line)
                            .isTrue();
                }
            }
            assertThat(log).contains("/api/v1/grants").contains("ready at").contains("stopped");
            assertThat(log).as("what is asked for below INFO").contains(BELOW_INFO);
            assertThat(secrets)
                    .hasSize(6)
                    .allSatisfy(secret -> assertThat(log)
                            .doesNotContain(secret)
                            .doesNotContain(Base64.getEncoder().encodeToString(("alice:" + secret).getBytes())));
            assertThat(log).doesNotContain("bw_").doesNotContain("Bearer").doesNotContain("SCRAM-SHA-256$");
        } finally {
            server.erase();
        }
    }
}
