package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The journal's database goes away under a running server, and comes back. Two servers share one database. */
class DatabaseAwayIT {
    private static String[] at(EmbeddedPostgres postgres, Path keys, Path published) {
        return new String[] {
            "database.url=" + postgres.jdbcUrl("journal"),
            "database.user=" + postgres.user(),
            "database.password=" + postgres.password(),
            "keys=" + keys,
            "publish=" + published
        };
    }

    private static void awaitReady(Api nobody, String status) {
        for (int i = 0; i < 600; i++) {
            if (nobody.get("/q/health/ready").json().path("status").asText().equals(status)) {
                return;
            }
            ServerProcess.pause(100);
        }
        throw new AssertionError("never " + status);
    }

    @Test
    void aDatabaseThatGoesAway_isSaidWithACode_andComesBack_withNothingLost_andOneOfTwoServersSigns() throws Exception {
        Path folder = Files.createTempDirectory("breakwater-away");
        folder.toFile().setExecutable(true, false);
        Path cluster = folder.resolve("cluster");
        EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(cluster));
        int port = postgres.port();
        postgres.createDatabase("journal");
        String[] settings = at(postgres, folder.resolve("keys"), folder.resolve("published"));
        ServerProcess one = ServerProcess.start(folder.resolve("one"), settings);
        Api admin = one.admin();
        admin.get("/api/v1/me").ok();
        ServerProcess two = ServerProcess.start(folder.resolve("two"), settings);
        try {
            Api nobody = new Api(one.url(), "");
            String before = admin.post("/api/v1/incidents", "{'title':'before','severity':3}")
                    .ok()
                    .get("id")
                    .asText();
            assertThat(admin.at(two)
                            .get("/api/v1/incidents/" + before)
                            .ok()
                            .get("title")
                            .asText())
                    .isEqualTo("before");
            assertThat(admin.at(two).get("/api/v1/incidents").ok().get("items")).hasSize(1);
            assertThat(pens(one) + pens(two)).isEqualTo(1);

            postgres.close();
            Api.Reply refused = admin.post("/api/v1/incidents", "{'title':'during','severity':3}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("JOURNAL_UNAVAILABLE");
            assertThat(refused.text())
                    .doesNotContain("SQL")
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("Exception");
            awaitReady(nobody, "DOWN");

            postgres =
                    EmbeddedPostgres.start(EmbeddedPostgres.Options.in(cluster).withPort(port));
            awaitReady(nobody, "UP");
            admin.post("/api/v1/incidents", "{'title':'after','severity':3}").ok();
            assertThat(admin.get("/api/v1/incidents").ok().get("items")).hasSize(2);
        } finally {
            one.close();
            two.close();
            postgres.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static int pens(ServerProcess server) {
        String metrics = new Api(server.url(), "").get("/q/metrics").text();
        return metrics.contains("breakwater_pen_held 1.0") ? 1 : 0;
    }
}
