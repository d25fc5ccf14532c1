package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from the command that breaks the glass to a credential in hand that was tried and works: a real
 * server process, a real target, loopback. Beside it, in the same run, what cannot be avoided: the durable commits of
 * that path, making a role, and one login. See {@code bench/break-glass}.
 */
class BreakGlassBench {
    private static final int RUNS = Integer.getInteger("breakwater.runs", 200);
    private static final int WARMUP = 20;
    /** Claim, request, intent, activation, answer, handing out. */
    private static final int COMMITS = 6;

    private static final double MILLIS = 1e6;

    @Test
    void breakGlass_besideItsPhysicalFloor() throws Exception {
        long[] floor = floor();
        ServerProcess server = ServerProcess.startFresh("practice=true");
        long[] taken = new long[RUNS];
        try {
            Emergency people = Emergency.on(server);
            String incident = people.declare();
            for (int i = -WARMUP; i < RUNS; i++) {
                long began = System.nanoTime();
                JsonNode grant = people.brokenGlass(incident);
                JsonNode credential = people.credential(grant.get("id").asText());
                long nanos = System.nanoTime() - began;
                assertThat(credential.get("secret").asText()).hasSize(32);
                if (i >= 0) {
                    taken[i] = nanos;
                }
                people.alice()
                        .post("/api/v1/grants/" + grant.get("id").asText() + "/end", "{}")
                        .ok();
            }
        } finally {
            server.erase();
        }
        Arrays.sort(taken);
        System.out.printf(
                "break-glass, command to usable credential, %d runs: p50 %.1f ms, p99 %.1f ms (goal: p99 < 1000 ms)%n",
                RUNS, at(taken, 50), at(taken, 99));
        System.out.printf(
                "floor (%d durable commits, a role made, a login): p50 %.1f ms, p99 %.1f ms; ratio of p50 %.1f%n",
                COMMITS, at(floor, 50), at(floor, 99), at(taken, 50) / at(floor, 50));
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / MILLIS;
    }

    private static long[] floor() throws Exception {
        Path folder = Files.createTempDirectory("breakwater-floor");
        folder.toFile().setExecutable(true, false);
        long[] taken = new long[RUNS];
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder.resolve("data")));
                Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (n bigint generated always as identity, x text)");
            for (int i = -WARMUP; i < RUNS; i++) {
                long began = System.nanoTime();
                once(postgres, statement, i + WARMUP);
                if (i >= 0) {
                    taken[i] = System.nanoTime() - began;
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        Arrays.sort(taken);
        return taken;
    }

    private static void once(EmbeddedPostgres postgres, Statement statement, int i) throws SQLException {
        for (int commit = 0; commit < COMMITS; commit++) {
            statement.execute("insert into t (x) values (repeat('x', 600))");
        }
        statement.execute("create role r" + i + " login password 'p'");
        try (Connection login = DriverManager.getConnection(postgres.jdbcUrl(), "r" + i, "p")) {
            login.isValid(1);
        }
    }
}
