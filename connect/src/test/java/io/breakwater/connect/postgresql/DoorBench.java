package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run by {@code bench/postgresql-door}, not by the suite: how long a door takes, beside one bare connect. */
class DoorBench {
    private static final int WARM_UP = 20;
    private static final int RUNS = 200;

    @RegisterExtension
    static final Target TARGET = new Target(Target.Version.V18);

    private interface Act {
        void run() throws SQLException;
    }

    @Test
    void measure() throws SQLException {
        List<Double> connects = new ArrayList<>();
        List<Double> opens = new ArrayList<>();
        List<Double> closes = new ArrayList<>();
        PostgresAccess access = TARGET.access();
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            Opening opening = TARGET.opening("alice");
            Secret secret = TARGET.secret();
            connects.add(millis(() -> TARGET.server()
                    .login("breakwater_broker", TargetServer.BROKER_PASSWORD, Target.DATABASE)
                    .close()));
            opens.add(millis(() -> access.open(opening, secret)));
            try (Connection live = TARGET.login(opening, secret)) {
                live.createStatement().execute("CREATE TABLE made (n int)");
                closes.add(millis(() -> {
                    access.close(opening);
                    assertThat(access.probe(opening, secret).refused()).isTrue();
                }));
            }
            TARGET.server().run(Target.DATABASE, "DROP TABLE made");
        }
        double connect = print("one bare connect (the physical limit)", connects, 0);
        print("open, until a login succeeded", opens, connect);
        print("close with a live session and a table, until proven", closes, connect);
    }

    private static double millis(Act act) throws SQLException {
        long began = System.nanoTime();
        act.run();
        return (System.nanoTime() - began) / 1e6;
    }

    private static double print(String what, List<Double> all, double connect) {
        List<Double> sorted = new ArrayList<>(all.subList(WARM_UP, all.size()));
        Collections.sort(sorted);
        double median = sorted.get(RUNS / 2);
        String ratio = connect == 0 ? "" : String.format(Locale.ROOT, "   %.1f connects", median / connect);
        System.out.printf(
                Locale.ROOT, "%-52s p50 %7.1f ms   p99 %7.1f ms%s%n", what, median, sorted.get(RUNS * 99 / 100), ratio);
        return median;
    }
}
