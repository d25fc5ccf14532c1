package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.AccessProvider.Closing;
import io.breakwater.access.spi.AccessProvider.FoundAccount;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.AccessProvider.Probe;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import io.breakwater.model.TargetName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R09, R22: what closing ends, whatever somebody did to stay. */
abstract class ClosingCases {
    private Opening opening;
    private Secret secret;

    abstract Target target();

    @BeforeEach
    void open() {
        opening = target().opening("mallory");
        secret = target().secret();
        target().access().open(opening, secret);
    }

    @Test
    void liveSessions_areEnded_alsoThoseThatBecameAGroupOrAreInATransaction() throws SQLException {
        try (Connection idle = target().login(opening, secret);
                Connection asGroup = target().login(opening, secret, Target.OTHER_DATABASE);
                Connection busy = target().login(opening, secret)) {
            asGroup.createStatement().execute("SET ROLE orders_admin; SET application_name = 'innocent'");
            busy.setAutoCommit(false);
            busy.createStatement().execute("SELECT pg_advisory_lock(1); UPDATE orders SET state = 'x' WHERE id < 50");
            assertThat(closeAndProbe().sessionsEnded()).isEqualTo(3);
            for (Connection session : List.of(idle, asGroup, busy)) {
                assertThatThrownBy(() -> session.createStatement().execute("SELECT 1"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void closing_ofWhatIsClosed_isClosed() {
        closeAndProbe();
        assertThat(closeAndProbe()).isEqualTo(new Closing(0, ""));
    }

    @Test
    void objectsInEveryDatabase_goToTheOwner() throws SQLException {
        act(
                Target.DATABASE,
                "CREATE TABLE fix_a (n int); CREATE SCHEMA \"odd \"\"schema\"; CREATE TABLE \"odd \"\"schema\".b (n int);"
                        + " GRANT SELECT ON fix_a TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
                        + " SELECT lo_create(0)");
        act(
                Target.OTHER_DATABASE,
                "CREATE FUNCTION fix_c() RETURNS int LANGUAGE sql RETURN 1; CREATE TABLE fix_c (n int)");
        assertThat(closeAndProbe().objectsReassignedTo()).isEqualTo(Target.OWNER);
        assertThat(target().server().ask(Target.DATABASE, "SELECT tableowner FROM pg_tables WHERE tablename = 'fix_a'"))
                .isEqualTo(Target.OWNER);
        assertThat(target().server()
                        .ask(Target.OTHER_DATABASE, "SELECT tableowner FROM pg_tables WHERE tablename = 'fix_c'"))
                .isEqualTo(Target.OWNER);
        target().server().run(Target.DATABASE, "DROP TABLE fix_a; DROP SCHEMA \"odd \"\"schema\" CASCADE");
        target().server().run(Target.OTHER_DATABASE, "DROP TABLE fix_c; DROP FUNCTION fix_c()");
    }

    @Test
    void rightsGivenToTheAccountByOthers_keepItWithoutAWayIn_andAreTold() {
        String role = Sql.name(opening.account());
        target().server()
                .run(
                        Target.DATABASE,
                        "GRANT SELECT ON orders TO " + role + "; ALTER TABLE orders ENABLE ROW LEVEL SECURITY;"
                                + " CREATE POLICY p ON orders TO " + role
                                + " USING (true); GRANT CONNECT ON DATABASE orders TO "
                                + role);
        // The right on the database is its owner's to take: nobody gets in, and the administrator who gave it is told.
        try {
            assertThatThrownBy(() -> target().access().close(opening))
                    .isInstanceOf(ProviderException.Refused.class)
                    .hasMessageContaining(opening.account())
                    .hasMessageContaining("privileges for database orders");
            assertThatThrownBy(() -> target().login(opening, secret)).isInstanceOf(SQLException.class);
            assertThat(target().access().probe(opening, secret).refused())
                    .as("no proof while the account is there")
                    .isFalse();
            target().server().run(Target.DATABASE, "DROP OWNED BY " + role);
            closeAndProbe();
        } finally {
            target().server().run(Target.DATABASE, "ALTER TABLE orders DISABLE ROW LEVEL SECURITY");
        }
    }

    @Test
    void functionsAndViewsWithTheirOwnersRights_doNotGainTheHeirs() throws SQLException {
        target().server()
                .run(Target.DATABASE, "CREATE TABLE vault (secret text); ALTER TABLE vault OWNER TO orders_owner");
        act(
                Target.DATABASE,
                "CREATE FUNCTION backdoor(sql text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN EXECUTE sql; END';"
                        + " CREATE VIEW peephole AS SELECT * FROM vault; GRANT SELECT ON peephole TO PUBLIC");
        closeAndProbe();
        assertThat(target().server().ask(Target.DATABASE, "SELECT prosecdef FROM pg_proc WHERE proname = 'backdoor'"))
                .isEqualTo("f");
        assertThat(target().server()
                        .ask(Target.DATABASE, "SELECT reloptions::text FROM pg_class WHERE relname = 'peephole'"))
                .contains("security_invoker=true");
        target().server().run(Target.DATABASE, "DROP VIEW peephole; DROP FUNCTION backdoor(text); DROP TABLE vault");
    }

    @Test
    void functionsThatStandInForTheServers_areNotRunByTheBroker() throws SQLException {
        act(
                Target.DATABASE,
                "CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''caught''; END';"
                        + " CREATE FUNCTION public.count(name) RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''caught''; END';"
                        + " CREATE TABLE public.pg_roles (rolname name, oid oid)");
        closeAndProbe();
        target().server()
                .run(
                        Target.DATABASE,
                        "DROP FUNCTION public.quote_ident(name); DROP FUNCTION public.count(name); DROP TABLE public.pg_roles");
    }

    @Test
    void preparedTransactions_areRolledBack_inTheirDatabase() throws SQLException {
        act(Target.DATABASE, "BEGIN; UPDATE orders SET state = 'x' WHERE id = 2; PREPARE TRANSACTION 'left ''behind'");
        act(Target.OTHER_DATABASE, "BEGIN; CREATE TABLE half (n int); PREPARE TRANSACTION 'left there'");
        closeAndProbe();
        assertThat(target().server().ask(Target.DATABASE, "SELECT count(*) FROM pg_prepared_xacts"))
                .isEqualTo("0");
    }

    @Test
    void passwordChangedByThePerson_doesNotPassForClosed() throws SQLException {
        act(Target.DATABASE, "ALTER ROLE CURRENT_USER PASSWORD 'my-own-Password-1'");
        Probe before = target().access().probe(opening, secret);
        assertThat(before.refused()).isFalse();
        assertThat(before.answer()).startsWith("28P01").contains("the role is still there");
        closeAndProbe();
        assertThatThrownBy(() -> target().login(opening, new Secret("my-own-Password-1".toCharArray())))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void sessionsThatComeBackInALoop_doNotSurvive() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread attacker = new Thread(() -> {
                while (!stop.get()) {
                    try (Connection session = target().login(opening, secret)) {
                        session.createStatement().execute("SELECT pg_sleep(0.01)");
                    } catch (SQLException refused) {
                        Thread.onSpinWait();
                    }
                }
            });
            attacker.start();
            attackers.add(attacker);
        }
        try {
            closeAndProbe();
            assertThat(
                            target().server()
                                    .ask(
                                            Target.DATABASE,
                                            "SELECT count(*) FROM pg_stat_activity WHERE usename IS NULL AND usesysid IS NOT NULL"))
                    .isEqualTo("0");
        } finally {
            stop.set(true);
            for (Thread attacker : attackers) {
                attacker.join();
            }
        }
    }

    @Test
    void tableLockedByOthers_keepsTheRole_butNotTheAccess() throws SQLException {
        act(Target.DATABASE, "CREATE TABLE wanted (n int); GRANT SELECT ON wanted TO PUBLIC");
        try (Connection other = target().server().asSuperuser(Target.DATABASE)) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT * FROM wanted");
            assertThatThrownBy(() -> target().access().close(opening))
                    .isInstanceOf(ProviderException.Refused.class)
                    .hasMessageContaining("55P03");
            assertThat(target().access().probe(opening, secret).refused()).isFalse();
            assertThatThrownBy(() -> target().login(opening, secret))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
            assertThat(target().server()
                            .ask(
                                    Target.DATABASE,
                                    "SELECT pg_has_role('" + opening.account() + "', 'orders_admin', 'MEMBER')"))
                    .isEqualTo("f");
        }
        closeAndProbe();
        target().server().run(Target.DATABASE, "DROP TABLE wanted");
    }

    @Test
    void ownSettings_doNotMislead() throws SQLException {
        act(
                Target.DATABASE,
                "ALTER ROLE CURRENT_USER SET search_path = public; ALTER ROLE CURRENT_USER SET statement_timeout = 1");
        closeAndProbe();
    }

    @Test
    void accounts_areAllUnderThePrefix_butTheBroker() {
        target().server()
                .run(Target.DATABASE, "CREATE ROLE breakwater_stray LOGIN; CREATE ROLE breakwaterxstray LOGIN");
        List<FoundAccount> found = target().access().accounts(new TargetName("orders-db"), target().settings());
        assertThat(found).extracting(FoundAccount::account).contains(opening.account(), "breakwater_stray");
        assertThat(found)
                .extracting(FoundAccount::account)
                .doesNotContain("breakwater_broker", "breakwaterxstray", "orders_admin");
        assertThat(found)
                .filteredOn(account -> account.account().equals(opening.account()))
                .singleElement()
                .satisfies(account ->
                        assertThat(account.note()).contains(opening.grant().value()));
        target().server().run(Target.DATABASE, "DROP ROLE breakwater_stray; DROP ROLE breakwaterxstray");
        closeAndProbe();
    }

    @Test
    void use_isNotSeen_whenOnlyTheTrialLoggedIn() {
        assertThat(target().access().used(opening)).isFalse();
        closeAndProbe();
    }

    @Test
    void use_isSeen_whileASessionLives_andAfterwardsByItsStatements() throws SQLException {
        try (Connection session = target().login(opening, secret)) {
            assertThat(target().access().used(opening)).isTrue();
            session.createStatement().execute("SELECT count(*) FROM orders");
        }
        assertThat(target().access().used(opening)).isTrue();
        closeAndProbe();
    }

    @Test
    void brokerWithoutTheRightToEndSessions_isRefused_withTheSqlThatGivesIt() throws SQLException {
        target().server().run(Target.DATABASE, "REVOKE pg_signal_backend FROM breakwater_broker");
        try (Connection live = target().login(opening, secret)) {
            assertThatThrownBy(() -> target().access().close(opening))
                    .isInstanceOf(ProviderException.Refused.class)
                    .hasMessageContaining("GRANT pg_signal_backend TO");
            assertThat(live.isValid(1)).isTrue();
        } finally {
            target().server().run(Target.DATABASE, "GRANT pg_signal_backend TO breakwater_broker");
        }
        closeAndProbe();
    }

    @Test
    void superuserAsBroker_works() {
        var settings = target().settingsWith("admin-user", target().server().superuser());
        PostgresAccess access = Target.accessWith(target().server().superuserPassword());
        Opening by = target().opening("root", settings);
        access.open(by, secret);
        assertThat(access.probe(by, secret).refused()).isFalse();
        access.close(by);
        assertThat(access.probe(by, secret).refused()).isTrue();
        closeAndProbe();
    }

    private void act(String database, String sql) throws SQLException {
        try (Connection session = target().login(opening, secret, database)) {
            session.createStatement().execute(sql);
        }
    }

    private Closing closeAndProbe() {
        Closing closing = target().access().close(opening);
        Probe probe = target().access().probe(opening, secret);
        assertThat(probe.refused()).as(probe.answer()).isTrue();
        assertThat(target().exists(opening)).isFalse();
        return closing;
    }
}
