package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.AccessProvider.Probe;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import io.breakwater.model.TargetName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is gone, full, starting, silent or closed by its own rules: none of it passes for "access has ended". */
@Tag("component")
class FaultsTest {
    private DebianServer server;
    private Target target;
    private Opening opening;
    private Secret secret;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = new DebianServer(Map.of("fsync", "off", "max_connections", "12"));
        target = new Target(TargetServer.of(server));
        Target.prepared(target.server());
        opening = target.opening("alice");
        secret = target.secret();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void serverThatIsDown_isUnreachable_andClosedWhenItIsBack() throws Exception {
        target.access().open(opening, secret);
        try (Connection live = target.login(opening, secret)) {
            server.stop();
            requireUnreachable(() -> target.access().open(opening, secret));
            requireUnreachable(() -> target.access().close(opening));
            requireUnreachable(() -> target.access().probe(opening, secret));
            requireUnreachable(() -> target.access().used(opening));
            requireUnreachable(() -> target.access().accounts(new TargetName("orders-db"), target.settings()));
            server.startAgain();
            assertThat(live.isValid(1)).isFalse();
        }
        assertThat(target.access().probe(opening, secret).refused()).isFalse();
        requireClosable();
    }

    @Test
    void serverThatNeverAnswers_isUnreachable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = new HashMap<>(target.settings());
            settings.put("port", Integer.toString(silent.getLocalPort()));
            settings.put("connect-timeout-seconds", "1");
            settings.put("statement-timeout-seconds", "1");
            Opening nowhere = Target.with(opening, settings);
            requireUnreachable(() -> target.access().close(nowhere));
            requireUnreachable(() -> target.access().probe(nowhere, secret));
            requireUnreachable(() -> target.access().open(nowhere, secret));
        }
    }

    @Test
    void ruleOfTheServerThatRejects_isNoProof_asLongAsTheRoleIsThere() throws Exception {
        target.access().open(opening, secret);
        reject(opening.account());
        Probe probe = target.access().probe(opening, secret);
        assertThat(probe.refused()).isFalse();
        assertThat(probe.answer()).startsWith("28000").contains("the role is still there");
        requireClosable();
    }

    @Test
    void ruleOfTheServerThatRejects_opensNothing() throws Exception {
        reject(opening.account());
        assertThatThrownBy(() -> target.access().open(opening, secret))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("28000");
        assertThat(target.exists(opening)).isFalse();
    }

    @Test
    void roleThatMayNotLogIn_isNoProof_asLongAsItIsThere() {
        target.access().open(opening, secret);
        target.server().run(Target.DATABASE, "ALTER ROLE " + Sql.name(opening.account()) + " NOLOGIN");
        assertThat(target.access().probe(opening, secret).refused()).isFalse();
        requireClosable();
    }

    @Test
    void serverThatIsFull_provesNothing() throws SQLException {
        target.access().open(opening, secret);
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                all.add(target.server().asSuperuser(Target.DATABASE));
            }
        } catch (SQLException full) {
            assertThat(full.getSQLState()).isEqualTo("53300");
        }
        requireUnreachable(() -> target.access().probe(opening, secret));
        requireUnreachable(() -> target.access().close(opening));
        for (Connection one : all) {
            one.close();
        }
        requireClosable();
    }

    @Test
    void accountThatHasAllItsSessions_provesNothing() throws SQLException {
        Opening one = Target.with(opening, target.settingsWith("connection-limit", "1"));
        target.access().open(one, secret);
        try (Connection live = target.login(one, secret)) {
            assertThat(live.isValid(1)).isTrue();
            requireUnreachable(() -> target.access().probe(one, secret));
        }
        requireClosable();
    }

    @Test
    void databaseThatIsGone_isUnreachable_notClosed() {
        Opening elsewhere = Target.with(opening, target.settingsWith("database", "gone"));
        requireUnreachable(() -> target.access().close(elsewhere));
        requireUnreachable(() -> target.access().probe(elsewhere, secret));
    }

    @Test
    void databaseClosedToThePerson_isNoProof() {
        target.access().open(opening, secret);
        target.server()
                .run(
                        Target.DATABASE,
                        "REVOKE CONNECT ON DATABASE orders FROM PUBLIC;"
                                + " GRANT CONNECT ON DATABASE orders TO breakwater_broker");
        Probe probe = target.access().probe(opening, secret);
        assertThat(probe.refused()).isFalse();
        assertThat(probe.answer()).startsWith("42501");
        requireClosable();
    }

    @Test
    void accountThatWasLentToOthers_isTakenFromThem() throws SQLException {
        target.server().run(Target.DATABASE, "CREATE ROLE friend LOGIN PASSWORD 'friend'");
        target.access().open(opening, secret);
        target.server().run(Target.DATABASE, "GRANT " + Sql.name(opening.account()) + " TO friend");
        try (Connection friend = target.server().login("friend", "friend", Target.DATABASE)) {
            friend.createStatement().execute("SELECT * FROM orders");
            requireClosable();
            assertThatThrownBy(() -> friend.createStatement().execute("SELECT * FROM orders"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void ownerThatIsMissing_keepsTheRoleUntilItIsThere() throws SQLException {
        target.access().open(opening, secret);
        try (Connection session = target.login(opening, secret)) {
            session.createStatement().execute("CREATE TABLE orphan (n int)");
        }
        Opening nobody = Target.with(opening, target.settingsWith("owner", "nobody_here"));
        assertThatThrownBy(() -> target.access().close(nobody))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("nobody_here");
        assertThat(target.access().probe(opening, secret).refused()).isFalse();
        requireClosable();
    }

    private void reject(String account) throws Exception {
        Path rules = server.data().resolve("pg_hba.conf");
        Files.writeString(rules, "host all \"" + account + "\" 127.0.0.1/32 reject\n" + Files.readString(rules));
        server.stop();
        server.startAgain();
    }

    private void requireClosable() {
        target.access().close(opening);
        Probe probe = target.access().probe(opening, secret);
        assertThat(probe.refused()).as(probe.answer()).isTrue();
        assertThat(target.exists(opening)).isFalse();
    }

    private static void requireUnreachable(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(ProviderException.Unreachable.class);
    }
}
