package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R09: grants on one role, also of one person, begin and end without touching each other, in any order. */
abstract class OverlappingGrantsCases {
    private static final int STEPS = 14;

    abstract Target target();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void grants_inAnyOrder_endIndependently(long seed) throws SQLException {
        Random random = new Random(seed);
        Map<Opening, Secret> open = new LinkedHashMap<>();
        Map<Opening, Secret> closed = new LinkedHashMap<>();
        Map<Opening, Connection> sessions = new LinkedHashMap<>();
        for (int step = 0; step < STEPS; step++) {
            if (open.size() < 2 || random.nextInt(3) == 0 && open.size() < 4) {
                begin(random, open, sessions);
            } else {
                end(random, open, closed, sessions);
            }
            check(open, closed, sessions);
        }
        while (!open.isEmpty()) {
            end(random, open, closed, sessions);
            check(open, closed, sessions);
        }
    }

    private void begin(Random random, Map<Opening, Secret> open, Map<Opening, Connection> sessions)
            throws SQLException {
        Opening opening = target().opening(random.nextBoolean() ? "alice" : "bob");
        Secret secret = target().secret();
        target().access().open(opening, secret);
        open.put(opening, secret);
        Connection session = target().login(opening, secret);
        if (random.nextBoolean()) {
            session.createStatement()
                    .execute("CREATE TABLE " + Sql.name("of " + opening.grant()) + " (n int); GRANT ALL ON "
                            + Sql.name("of " + opening.grant()) + " TO orders_admin");
        }
        sessions.put(opening, session);
    }

    private void end(
            Random random, Map<Opening, Secret> open, Map<Opening, Secret> closed, Map<Opening, Connection> sessions)
            throws SQLException {
        List<Opening> any = new ArrayList<>(open.keySet());
        Opening chosen = any.get(random.nextInt(any.size()));
        assertThat(target().access().close(chosen).sessionsEnded()).isEqualTo(1);
        closed.put(chosen, open.remove(chosen));
        sessions.remove(chosen).close();
    }

    private void check(Map<Opening, Secret> open, Map<Opening, Secret> closed, Map<Opening, Connection> sessions)
            throws SQLException {
        for (Opening opening : open.keySet()) {
            assertThat(sessions.get(opening).createStatement().execute("UPDATE orders SET state = 'ok' WHERE id = 9"))
                    .isFalse();
            assertThat(target().access().probe(opening, open.get(opening)).refused())
                    .isFalse();
        }
        for (Opening opening : closed.keySet()) {
            assertThat(target().access().probe(opening, closed.get(opening)).refused())
                    .isTrue();
        }
    }
}
