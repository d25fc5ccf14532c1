package io.breakwater.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.Recorded;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** The commit goes with the last statement, in one message: what that may change, and what it must not. */
@Timeout(120)
class CommitTest {
    private static final Actor ALICE = new Actor("person:alice", "cli");
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");
    private static final String INSERTING =
            "select coalesce(min(pid), 0) from pg_stat_activity where query like 'insert into fact%' and state = 'active'";

    private final TestHouse house = new TestHouse();
    private final PostgresLedger ledger = house.open();

    /** A state document. */
    public record Document(String name) {}

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aFact_andTheStateBesideIt_areCommittedTogether_inOneTransactionOfTheDatabase() throws Exception {
        ledger.journal().transact(tx -> {
            tx.state().insert("a", new Document("a"));
            tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", 1, "ms"));
            return tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", 2, "ms"));
        });
        assertThat(
                        house.query(
                                "select count(distinct xmin::text) from (select xmin from fact union all select xmin from state) t"))
                .isEqualTo("1");
    }

    @Test
    void aCommitThatTheDatabaseRefuses_leavesNothing_andTheNextOneGoesThrough() throws Exception {
        refuseAtCommit("53100");
        assertThatThrownBy(() -> record(1))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.STORAGE_FULL));
        house.execute("drop trigger refuse on fact");
        record(2);
        assertThat(values()).containsExactly(2L);
    }

    @Test
    void aCommitThatTheDatabaseWantsAgain_isRunAgain() throws Exception {
        house.execute("create sequence tries");
        refuseAtCommit("40001");
        record(3);
        assertThat(values()).containsExactly(3L);
        assertThat(house.query("select last_value from tries")).isEqualTo("3");
    }

    /** Refused by a deferred trigger, that is by the commit itself and not by the statement before it. */
    private void refuseAtCommit(String state) throws SQLException {
        String when = state.equals("40001") ? "nextval('tries') < 3" : "true";
        house.execute("create function refuse() returns trigger language plpgsql as $$ begin if " + when
                + " then raise exception 'refused' using errcode = '" + state + "'; end if; return null; end $$");
        house.execute("create constraint trigger refuse after insert on fact deferrable initially deferred"
                + " for each row execute function refuse()");
    }

    @Test
    void aSessionThatIsCutWhileItsCommitStillRuns_isWaitedFor_andTheWorkIsNotDoneTwice() throws Exception {
        // The database goes on for a while with what it was sent before the session was cut on our side.
        house.execute("create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(1.5);"
                + " return new; end $$");
        house.execute("create trigger slow before insert on fact for each row execute function slow()");
        CompletableFuture<FactId> recorded = new CompletableFuture<>();
        Map<Integer, Connection> sessions = new ConcurrentHashMap<>();
        PostgresLedger cut = house.open(remembering(sessions));
        new Thread(() -> recorded.complete(record(cut, 7))).start();
        awaitNot(INSERTING, "0");
        sessions.get(Integer.valueOf(house.query(INSERTING))).abort(Runnable::run);
        FactId id = recorded.get();
        assertThat(house.query("select count(*) from fact")).isEqualTo("1");
        assertThat(house.query("select id from fact")).isEqualTo(id.value());
    }

    @Test
    void throughAPoolerThatNumbersSessionsItself_theDatabaseIsAskedForTheProcess() throws Exception {
        try (Connection real = house.database().getConnection()) {
            Connection pooled = numbered(real, 4_711);
            assertThat(Backends.seenOver(pooled).of(pooled)).isEqualTo(process(real));
            assertThat(Backends.seenOver(real).of(pooled)).isEqualTo(4_711);
        }
    }

    @Test
    void aProcess_runsUntilItsSessionEnds() throws Exception {
        try (Connection any = house.database().getConnection()) {
            int process;
            try (Connection other = house.database().getConnection()) {
                process = Backends.seenOver(other).of(other);
                assertThat(Backends.runs(any, process)).isTrue();
            }
            await("select count(*) from pg_stat_activity where pid = " + process, "0");
            assertThat(Backends.runs(any, process)).isFalse();
        }
    }

    private static int process(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static Connection numbered(Connection real, int process) {
        PGConnection driver = proxy(PGConnection.class, (proxy, method, arguments) -> process);
        return proxy(
                Connection.class,
                (proxy, method, arguments) ->
                        method.getName().equals("unwrap") ? driver : invoke(method, real, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CommitTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(java.lang.reflect.Method method, Object on, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The house's database; its sessions are kept by the numbers of their processes. */
    private DataSource remembering(Map<Integer, Connection> sessions) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(method, house.database(), arguments);
            if (result instanceof Connection session) {
                sessions.put(process(session), session);
            }
            return result;
        });
    }

    private void await(String query, String answer) throws Exception {
        while (!house.query(query).equals(answer)) {
            Thread.sleep(10);
        }
    }

    private void awaitNot(String query, String answer) throws Exception {
        while (house.query(query).equals(answer)) {
            Thread.sleep(10);
        }
    }

    private FactId record(long value) {
        return record(ledger, value);
    }

    private static FactId record(PostgresLedger ledger, long value) {
        return ledger.journal()
                .transact(tx -> tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", value, "ms")))
                .value();
    }

    private List<Long> values() {
        return ledger.journal().factsOf(INCIDENT, 0, 10).stream()
                .map(CommitTest::value)
                .toList();
    }

    private static long value(Recorded recorded) {
        return ((MeasureTaken) recorded.envelope().fact()).value();
    }
}
