package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** R09, R10: what opening makes, and what it refuses. */
abstract class OpeningCases {
    abstract Target target();

    @Test
    void account_thatIsNotTheGrantsOwn_isRefused() {
        Opening own = target().opening("alice");
        Opening other = new Opening(
                own.grant(),
                own.incident(),
                own.person(),
                own.target(),
                own.role(),
                own.settings(),
                "postgres",
                own.endsAt());
        assertThatThrownBy(() -> target().access().open(other, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("not postgres");
        assertThatThrownBy(() -> target().access().close(other)).isInstanceOf(ProviderException.Refused.class);
        assertThatThrownBy(() -> target().access().probe(other, target().secret()))
                .isInstanceOf(ProviderException.Refused.class);
    }

    @Test
    void roleOfSomebodyElse_isNeitherTakenOverNorRemoved() {
        Opening opening = target().opening("alice");
        String role = Sql.name(opening.account());
        target().server()
                .run(Target.DATABASE, "CREATE ROLE " + role + " LOGIN; COMMENT ON ROLE " + role + " IS 'mine'");
        assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("does not say that it belongs to");
        assertThatThrownBy(() -> target().access().close(opening)).isInstanceOf(ProviderException.Refused.class);
        assertThat(target().server()
                        .ask(
                                Target.DATABASE,
                                "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + opening.account() + "'"))
                .isEqualTo("t");
        target().server().run(Target.DATABASE, "DROP ROLE " + role);
    }

    @Test
    void groupThatIsMissing_isRefused_andNothingIsLeft() {
        Opening opening = target().opening("alice", target().settingsWith("groups", "orders_admin, no_such_group"));
        assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("[no_such_group]");
        assertThat(target().exists(opening)).isFalse();
    }

    @Test
    void groupThatLeadsToASuperuser_isRefused() {
        target().server()
                .run(
                        Target.DATABASE,
                        "DROP ROLE IF EXISTS innocent, mighty; CREATE ROLE mighty SUPERUSER; CREATE ROLE innocent;"
                                + " GRANT mighty TO innocent; GRANT innocent TO breakwater_broker WITH ADMIN OPTION");
        Opening opening = target().opening("alice", target().settingsWith("groups", "innocent"));
        assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("lead to [mighty]");
        assertThat(target().exists(opening)).isFalse();
        target().server().run(Target.DATABASE, "DROP ROLE innocent, mighty");
    }

    @Test
    void groupThatLeadsToTheBroker_isRefused() {
        Opening opening = target().opening("alice", target().settingsWith("groups", "breakwater_broker"));
        assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("breakwater_broker");
    }

    @Test
    void brokerWithoutTheRightToMakeRoles_isRefused_withTheSqlThatGivesIt() {
        target().server().run(Target.DATABASE, "ALTER ROLE breakwater_broker NOCREATEROLE");
        try {
            Opening opening = target().opening("alice");
            assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                    .isInstanceOf(ProviderException.Refused.class)
                    .hasMessageContaining("ALTER ROLE \"breakwater_broker\" CREATEROLE");
            assertThat(target().exists(opening)).isFalse();
        } finally {
            target().server().run(Target.DATABASE, "ALTER ROLE breakwater_broker CREATEROLE");
        }
    }

    @Test
    void secretThatIsNotPrintable_isRefused_withoutShowingIt() {
        Opening opening = target().opening("alice");
        assertThatThrownBy(() -> target().access().open(opening, new Secret("Pässwort".toCharArray())))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageNotContaining("sswort");
    }

    @Test
    void endInThePast_isRefused_andNothingIsLeft() {
        Opening later = target().opening("alice");
        Opening past = new Opening(
                later.grant(),
                later.incident(),
                later.person(),
                later.target(),
                later.role(),
                later.settings(),
                later.account(),
                Instant.parse("2020-01-01T00:00:00Z"));
        assertThatThrownBy(() -> target().access().open(past, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("28P01");
        assertThat(target().exists(past)).isFalse();
    }

    @Test
    void unknownSettings_areRefused_andTheDoorIsNotTried() {
        Opening opening = target().opening("alice", target().settingsWith("socketFactory", "x.Y"));
        assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("unknown setting \"socketFactory\"");
    }

    @Test
    void openedRole_isPersonalAndExpiring_withTheRightsOfItsGroupsAndNoMore() throws SQLException {
        Opening opening = target().opening("alice.o-hara");
        try (Secret secret = target().secret()) {
            Handout handout = target().access().open(opening, secret);
            assertThat(handout.environment())
                    .containsEntry("PGUSER", opening.account())
                    .containsEntry("PGDATABASE", Target.DATABASE)
                    .containsEntry("PGAPPNAME", "breakwater " + opening.grant() + " INC-2026-0042");
            assertThat(handout.secretVariable()).isEqualTo("PGPASSWORD");
            assertThat(attributes(opening))
                    .isEqualTo("t,f,f,f,f,f,t,10," + opening.endsAt().getEpochSecond());
            try (Connection session = target().login(opening, secret)) {
                session.createStatement().execute("UPDATE orders SET state = 'paid' WHERE id = 1");
                assertThatThrownBy(() -> session.createStatement().execute("CREATE ROLE x"))
                        .isInstanceOf(SQLException.class);
            }
            target().access().close(opening);
        }
    }

    @Test
    void comment_isJsonThatSaysWhoseItIs() {
        Opening opening = target().opening("alice");
        target().access().open(opening, target().secret());
        String note = "(SELECT shobj_description(oid, 'pg_authid')::jsonb FROM pg_roles WHERE rolname = '"
                + opening.account() + "')";
        assertThat(target().server()
                        .ask(
                                Target.DATABASE,
                                "SELECT concat_ws(',', n->>'grant', n->>'incident', n->>'person', n->>'target', n->>'role',"
                                        + " n->>'ends') FROM " + note + " AS s(n)"))
                .isEqualTo(opening.grant() + ",INC-2026-0042,alice,orders-db,admin," + opening.endsAt());
        target().access().close(opening);
    }

    @Test
    void session_carriesGrantAndIncident() throws SQLException {
        Opening opening = target().opening("alice");
        try (Secret secret = target().secret()) {
            target().access().open(opening, secret);
            try (Connection session = target().login(opening, secret);
                    ResultSet setting = session.createStatement()
                            .executeQuery("SELECT setconfig FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole"
                                    + " WHERE r.rolname = current_user")) {
                setting.next();
                assertThat(setting.getString(1)).contains("breakwater " + opening.grant() + " INC-2026-0042");
            }
        }
        target().access().close(opening);
    }

    @Test
    void openedAgainAfterACrash_isTheSameRoleWithTheNewSecret() throws SQLException {
        Opening opening = target().opening("alice");
        Secret first = target().secret();
        Secret second = target().secret();
        target().access().open(opening, first);
        target().access().open(opening, second);
        assertThatThrownBy(() -> target().login(opening, first)).isInstanceOf(SQLException.class);
        target().login(opening, second).close();
        target().access().close(opening);
    }

    @Test
    void roleThatWasMadeMightyMeanwhile_isNotOpenedAgain_andIsTakenAway() {
        Opening opening = target().opening("alice");
        target().access().open(opening, target().secret());
        target().server().run(Target.DATABASE, "ALTER ROLE " + Sql.name(opening.account()) + " CREATEDB");
        assertThatThrownBy(() -> target().access().open(opening, target().secret()))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessageContaining("powers it must not have");
        assertThat(target().exists(opening)).isFalse();
    }

    @Test
    void secret_isNowhereInTheServersLog_norInAnyMessage() throws SQLException, IOException {
        String plain = target().text();
        Opening opening = target().opening("alice");
        try (Secret secret = new Secret(plain.toCharArray())) {
            target().access().open(opening, secret);
            target().access().probe(opening, secret);
            target().access().close(opening);
            assertThat(target().access().probe(opening, secret).answer()).doesNotContain(plain);
            assertThatThrownBy(() -> target().access()
                            .open(Target.with(opening, target().settingsWith("groups", "nobody_here")), secret))
                    .satisfies(e -> assertThat(traceOf(e)).doesNotContain(plain));
        }
        assertThat(target().server().log()).contains("SCRAM-SHA-256$").doesNotContain(plain);
        assertThat(target().server().log()).doesNotContain("'" + TargetServer.BROKER_PASSWORD + "x");
    }

    @Test
    void brokersPassword_isInNoMessage() {
        Opening opening = target().opening("alice");
        PostgresAccess wrong = Target.accessWith("wrong-" + TargetServer.BROKER_PASSWORD);
        assertThatThrownBy(() -> wrong.close(opening))
                .isInstanceOf(ProviderException.Unreachable.class)
                .hasMessageContaining("28P01")
                .satisfies(e -> assertThat(traceOf(e)).doesNotContain(TargetServer.BROKER_PASSWORD));
    }

    @Test
    void brokersPasswordThatIsNotThere_isUnreachable() {
        PostgresAccess none = Target.accessWith("");
        assertThatThrownBy(() -> none.close(target().opening("alice")))
                .isInstanceOf(ProviderException.Unreachable.class)
                .hasMessageContaining("BREAKWATER_SECRET_BROKER is not set");
        assertThatThrownBy(() -> target().access()
                        .close(target().opening(
                                        "alice", target().settingsWith("admin-password", "file:/nowhere/such"))))
                .isInstanceOf(ProviderException.Unreachable.class)
                .hasMessageContaining("/nowhere/such cannot be read");
    }

    private String attributes(Opening opening) {
        return target().server()
                .ask(
                        Target.DATABASE,
                        "SELECT concat_ws(',', rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication,"
                                + " rolbypassrls, rolinherit, rolconnlimit, trunc(extract(epoch FROM rolvaliduntil)))"
                                + " FROM pg_roles WHERE rolname = '" + opening.account() + "'");
    }

    private static String traceOf(Throwable thrown) {
        java.io.StringWriter trace = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(trace));
        return trace.toString();
    }
}
