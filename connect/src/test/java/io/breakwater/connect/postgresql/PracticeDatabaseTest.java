package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.Secret;
import io.breakwater.connect.ForeignProgram;
import io.breakwater.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** R27: what a drill needs is there, broken, and can be repaired with the rights that are lent. */
@Tag("component")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticeDatabaseTest {
    private static final char[] BROKER = "practice-Broker-1".toCharArray();

    private EmbeddedPostgres server;
    private PracticeDatabase practice;

    @BeforeAll
    void install() throws Exception {
        Path data = Files.createTempDirectory("breakwater-practice");
        server = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(data));
        practice = new PracticeDatabase("127.0.0.1", server.port(), server.user(), server.password());
        practice.install("another-Password-0".toCharArray(), new SecureRandom());
        practice.install(BROKER, new SecureRandom());
    }

    @AfterAll
    void stop() throws Exception {
        Path data = server.dataFolder();
        server.close();
        ForeignProgram.erase(data);
    }

    @Test
    void brokersRights_areExactlyTheDocumentedOnes() throws Exception {
        String script;
        try (var resource = PracticeDatabase.class.getResourceAsStream("practice.sql")) {
            script = new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        assertThat(script)
                .contains(Target.documentedSql().get(0))
                .contains(Target.documentedSql().get(1).strip());
    }

    @Test
    void password_isInNoText() {
        assertThat(practice.toString()).doesNotContain(server.password());
    }

    @Test
    void emergency_canBeRepairedWithTheRightsThatAreLent() throws SQLException {
        Map<String, String> settings = new HashMap<>(practice.settings("env:BREAKWATER_SECRET_BROKER"));
        settings.put("groups", "orders_admin");
        settings.put("owner", "orders_owner");
        PostgresAccess access = Target.accessWith(new String(BROKER));
        Opening opening = new Target(new TargetServer(server.port(), "", "", server.dataFolder(), () -> {}))
                .opening("alice", settings);
        try (Secret secret = new Secret("Zk3vQ9xW7rTb2nLm8pYc5dHf1sJg6aKe".toCharArray());
                Connection jam = practice.jam(new SecureRandom())) {
            access.open(opening, secret);
            try (Connection alice = new TargetServer(server.port(), "", "", server.dataFolder(), () -> {})
                    .login(opening.account(), new String(secret.reveal()), PracticeDatabase.NAME)) {
                repair(alice);
            }
            assertThat(jam.isValid(1)).isFalse();
            access.close(opening);
            assertThat(access.probe(opening, secret).refused()).isTrue();
        }
    }

    @Test
    void sessionThatOnlyReadAndWasGone_isSeenByItsLogin_evenWhenTheRoleIsGoneToo() throws SQLException {
        Map<String, String> settings = new HashMap<>(practice.settings("env:BREAKWATER_SECRET_BROKER"));
        settings.put("groups", "orders_read");
        PostgresAccess access = Target.accessWith(new String(BROKER));
        TargetServer target = new TargetServer(server.port(), "", "", server.dataFolder(), () -> {});
        Opening opening = new Target(target).opening("carla", settings);
        try (Secret secret = new Secret("Zk3vQ9xW7rTb2nLm8pYc5dHf1sJg6aKe".toCharArray())) {
            access.open(opening, secret);
            assertThat(access.used(opening)).as("our own trial is no use").isFalse();
            try (Connection alice =
                    target.login(opening.account(), new String(secret.reveal()), PracticeDatabase.NAME)) {
                alice.createStatement().execute("SELECT count(*) FROM customers");
                assertThatThrownBy(() -> alice.createStatement().execute("DELETE FROM breakwater.logins"))
                        .hasMessageContaining("permission denied");
            }
            assertThat(access.used(opening)).isTrue();
            access.close(opening);
            assertThat(access.used(opening)).isTrue();
        }
    }

    @Test
    void loginThatCannotBeNoted_isLetIn() throws SQLException {
        TargetServer target = new TargetServer(server.port(), "", "", server.dataFolder(), () -> {});
        Opening opening = new Target(target).opening("bob", practice.settings("env:BREAKWATER_SECRET_BROKER"));
        String role = '"' + opening.account() + '"';
        try (Connection root = target.login(server.user(), server.password(), PracticeDatabase.NAME)) {
            root.createStatement().execute("CREATE ROLE " + role + " LOGIN PASSWORD 'Bobs-0wn-Password'");
            root.createStatement().execute("ALTER TABLE breakwater.logins RENAME TO elsewhere");
            try (Connection bob = target.login(opening.account(), "Bobs-0wn-Password", PracticeDatabase.NAME)) {
                assertThat(bob.isValid(1)).isTrue();
            } finally {
                root.createStatement().execute("ALTER TABLE breakwater.elsewhere RENAME TO logins");
                root.createStatement().execute("DROP ROLE " + role);
            }
        }
    }

    @Test
    void whatNotesLogins_isWhatIsDocumented() throws Exception {
        try (var resource = PracticeDatabase.class.getResourceAsStream("logins.sql")) {
            String script = new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(Target.documentedSql())
                    .contains(script.lines().skip(1).collect(java.util.stream.Collectors.joining("\n")) + "\n");
        }
    }

    private static void repair(Connection alice) throws SQLException {
        try (var statement = alice.createStatement()) {
            statement.execute("SET lock_timeout = '200ms'");
            assertThatThrownBy(() -> statement.execute("SELECT count(*) FROM orders"))
                    .hasMessageContaining("lock timeout");
            statement.execute(
                    "SELECT pg_terminate_backend(l.pid, 5000) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                            + " WHERE l.relation = 'public.orders'::regclass AND a.state = 'idle in transaction'");
            String order =
                    "INSERT INTO orders (customer, placed_at, amount_cents, state) VALUES (1, now(), 100, 'new')";
            assertThatThrownBy(() -> statement.execute(order)).hasMessageContaining("orders are frozen");
            statement.execute("UPDATE maintenance SET orders_frozen = false");
            assertThat(statement.executeUpdate("UPDATE orders SET state = 'new' WHERE state = 'stuck'"))
                    .isEqualTo(30);
            statement.execute(order);
        }
    }
}
