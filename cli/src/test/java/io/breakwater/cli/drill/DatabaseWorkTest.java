package io.breakwater.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.embedded.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the drill's engineer does at the target, on a real PostgreSQL with the same fault as the practice database. */
@SuppressWarnings("NullAway.Init")
final class DatabaseWorkTest {
    private static final String FROZEN = """
            CREATE TABLE orders (customer bigint, placed_at timestamptz, amount_cents integer, state text);
            CREATE TABLE maintenance (orders_frozen boolean, why text);
            INSERT INTO maintenance VALUES (true, 'migration 117, back in five minutes');
            INSERT INTO orders SELECT 1, now(), 100, CASE WHEN n <= 3 THEN 'stuck' ELSE 'paid' END
              FROM generate_series(1, 10) AS n;
            CREATE FUNCTION refuse_while_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (SELECT orders_frozen FROM maintenance) THEN RAISE EXCEPTION 'orders are frozen'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse_while_frozen();
            """;

    @TempDir
    Path folder = Path.of("");

    private TestPostgres.Database database;
    private final Transcript transcript = new Transcript(InstantSource.fixed(Instant.parse("2026-11-21T03:12:00Z")));

    @BeforeEach
    void aFrozenShop() throws SQLException {
        database = TestPostgres.newDatabase();
        run(FROZEN);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private ObjectNode credential(String user, String password) {
        ObjectNode credential = Documents.object().put("secret", password);
        credential
                .putObject("environment")
                .put("PGHOST", "127.0.0.1")
                .put("PGPORT", Integer.toString(TestPostgres.shared().port()))
                .put("PGDATABASE", database.name())
                .put("PGUSER", user);
        return credential;
    }

    private ObjectNode owner() {
        return credential(database.user(), database.password());
    }

    private String written() throws IOException {
        return Files.readString(transcript.writeTo(folder.resolve("transcript")));
    }

    @Test
    void repair_thawsTheOrdersAndReleasesTheStuckOnes() throws Exception {
        try (DatabaseSession session = DatabaseSession.open(owner(), transcript)) {
            OrdersRepair.in(session);
            OrdersRepair.look(session);
            assertThat(session.say("select count(*) as frozen from maintenance where orders_frozen"))
                    .containsExactly("frozen=0");
        }
        assertThat(written())
                .contains("> update maintenance set orders_frozen = false")
                .contains("< refused: ")
                .contains("orders are frozen")
                .contains("< 3 rows changed");
    }

    @Test
    void shopThatIsNotBroken_isNoDrill() throws Exception {
        run("UPDATE maintenance SET orders_frozen = false");
        try (DatabaseSession session = DatabaseSession.open(owner(), transcript)) {
            assertThatThrownBy(() -> OrdersRepair.in(session))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("should be broken before it is repaired");
        }
    }

    @Test
    void lookAtAShopWithStuckOrders_isNotContent() throws Exception {
        try (DatabaseSession session = DatabaseSession.open(owner(), transcript)) {
            assertThatThrownBy(() -> OrdersRepair.look(session))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("stuck=3");
        }
    }

    @Test
    void transcript_hasEveryStatementAndAnswerWithItsTime_andNeverThePassword() throws Exception {
        try (DatabaseSession session = DatabaseSession.open(owner(), transcript)) {
            assertThat(session.say("select 1 as one, 'x' as two")).isEqualTo(List.of("one=1 two=x"));
            assertThatThrownBy(() -> session.say("select nonsense")).isInstanceOf(SQLException.class);
        }
        assertThat(written().lines())
                .startsWith(
                        "2026-11-21T03:12:00Z  < logged in as " + database.user(),
                        "2026-11-21T03:12:00Z  > select 1 as one, 'x' as two",
                        "2026-11-21T03:12:00Z  < one=1 two=x",
                        "2026-11-21T03:12:00Z  > select nonsense");
        assertThat(written()).doesNotContain(database.password());
    }

    @Test
    void answerOfManyRows_isCut() throws Exception {
        try (DatabaseSession session = DatabaseSession.open(owner(), transcript)) {
            assertThat(session.say("select n from generate_series(1, 1000) as n"))
                    .hasSize(20);
        }
    }

    @Test
    void credentialThatStillWorks_isNotTakenForRefused() {
        assertThat(BrokenGlass.isRefused(owner(), transcript)).isFalse();
    }

    @Test
    void credentialThatIsRefused_isRecognisedByTheLoginsOwnError() {
        assertThat(BrokenGlass.isRefused(credential(database.user(), "wrong"), transcript))
                .isTrue();
        assertThat(BrokenGlass.isRefused(credential("nobody_here", "wrong"), transcript))
                .isTrue();
    }

    @Test
    void targetThatCannotBeReached_isNotTakenForARefusal() {
        ObjectNode elsewhere = owner();
        elsewhere.withObject("/environment").put("PGPORT", "1");
        assertThat(BrokenGlass.isRefused(elsewhere, transcript)).isFalse();
        ObjectNode noDatabase = owner();
        noDatabase.withObject("/environment").put("PGDATABASE", "no_such_database");
        assertThat(BrokenGlass.isRefused(noDatabase, transcript)).isFalse();
    }
}
