package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.grant.AccessClock;
import io.breakwater.access.spi.ProviderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
    private static final Map<String, String> GOOD = Map.of(
            "host", "db.example.org",
            "port", "5432",
            "database", "orders",
            "admin-user", "breakwater_broker",
            "admin-password", "env:BREAKWATER_SECRET_ORDERS_DB",
            "groups", "orders_admin, \"odd\" group",
            "owner", "orders_owner");

    @Test
    void goodSettings_haveNoProblems() {
        assertThat(problemsWith("port", "5432")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db?socketFactory=org.example.Evil",
                "db/orders",
                "db:5432",
                "a,b",
                "user@db",
                "db\n",
                "db host",
                "-db",
                "db..example",
                "%6c",
                "169.254.169.254",
                "[fe80::1]",
                "::ffff:169.254.169.254",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "2130706433",
                "0x7f.1",
                "127.1",
                "0177.0.0.1",
                "256.1.1.1",
                "[::1",
                "::1]"
            })
    void host_thatIsNoHostForADatabase_isAProblem(String host) {
        assertThat(problemsWith("host", host)).singleElement().asString().startsWith("host ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1", "::1", "[::1]", "10.0.0.7", "2001:db8::7", "ff-db.example", "feb.db"})
    void host_ofADatabase_isNone(String host) {
        assertThat(problemsWith("host", host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0",
        "port, 65536",
        "port, -1",
        "port, 5432?ssl=false",
        "port, ١",
        "connection-limit, 0",
        "connect-timeout-seconds, 0",
        "connect-timeout-seconds, 16",
        "statement-timeout-seconds, 16",
        "sslmode, none",
        "sslrootcert, relative.pem",
        "groups, ','"
    })
    void value_outOfItsRange_isAProblem(String name, String value) {
        assertThat(problemsWith(name, value)).singleElement().asString().startsWith(name + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "env:", "env:A B", "file:relative", "literal:hunter2", "env:hunter2;"})
    void passwordInThePolicy_isAProblem_andIsNotRepeated(String value) {
        assertThat(problemsWith("admin-password", value))
                .singleElement()
                .asString()
                .contains("env:NAME or file:/PATH")
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("what stalls at the longest limits and is then undone is over before it counts as cut off")
    void longestLimits_areWellUnderThePatienceForAnOpening() {
        Duration login = Duration.ofSeconds(2L * SettingsCheck.MAX_TIMEOUT_SECONDS);
        Duration statement =
                Duration.ofSeconds(SettingsCheck.MAX_TIMEOUT_SECONDS).plus(Connections.SOCKET_MARGIN);
        assertThat(login.plus(statement).multipliedBy(2)).isLessThan(AccessClock.OPENING_PATIENCE);
        assertThat(problemsWith("connect-timeout-seconds", Integer.toString(SettingsCheck.MAX_TIMEOUT_SECONDS)))
                .isEmpty();
    }

    @Test
    void nameOver63Bytes_isAProblem() {
        assertThat(problemsWith("database", "ä".repeat(32)))
                .singleElement()
                .asString()
                .contains("63 bytes");
    }

    @ParameterizedTest
    @CsvSource({"grups, groups", "admin_user, admin-user", "ssl-root-cert, sslrootcert"})
    void unknownSetting_isAProblem_withASuggestion(String name, String meant) {
        assertThat(problemsWith(name, "x")).singleElement().asString().endsWith("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketFactory", "sslfactory", "options", "authenticationPluginClassName", "loggerFile"})
    void driversOwnProperties_cannotBeSet(String name) {
        assertThat(problemsWith(name, "org.example.Evil"))
                .singleElement()
                .asString()
                .contains("unknown setting");
    }

    @Test
    void allProblems_areToldAtOnce() {
        assertThat(SettingsCheck.problemsWith(Map.of("host", "a b", "hots", "x")))
                .hasSize(5)
                .contains("database is missing", "admin-user is missing", "admin-password is missing");
        assertThatThrownBy(() -> TargetSettings.of(Map.of()))
                .isInstanceOf(ProviderException.Unreachable.class)
                .hasMessageContaining("host is missing; database is missing");
    }

    @Test
    void encryption_isDemandedAwayFromLoopback() {
        assertThat(TargetSettings.of(GOOD).sslmode()).isEqualTo("verify-full");
        assertThat(TargetSettings.of(with("host", "[::1]")).sslmode()).isEqualTo("prefer");
        assertThat(TargetSettings.of(with("host", "127.example.org")).sslmode()).isEqualTo("verify-full");
        assertThat(TargetSettings.of(with("host", "[::1]")).host()).isEqualTo("::1");
    }

    @Test
    void owner_isTheFirstGroup_whenPolicyNamesNobody() {
        Map<String, String> settings = with("groups", "a,b");
        settings.remove("owner");
        assertThat(TargetSettings.of(settings).owner()).isEqualTo("a");
    }

    private static List<String> problemsWith(String name, String value) {
        return SettingsCheck.problemsWith(with(name, value));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(name, value);
        return settings;
    }
}
