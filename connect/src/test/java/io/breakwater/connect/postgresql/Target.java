package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.Secret;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server prepared with exactly the SQL of {@code docs/targets/postgresql.md}, shared by the test classes of a run. */
final class Target implements BeforeAllCallback {
    static final String DATABASE = "orders";
    static final String OTHER_DATABASE = "ledger of 'old\" days";
    static final String OWNER = "orders_owner";
    static final String GROUP = "orders_admin";

    private static final ExtensionContext.Namespace RUN = ExtensionContext.Namespace.create(Target.class);

    private final Version version;
    private final Random names = new Random(7);
    private TargetServer server;

    /** Debian's server and the one Breakwater brings along. */
    enum Version {
        V15,
        V18
    }

    Target(Version version) {
        this.version = version;
    }

    /** A server of the test's own, which it may break. */
    Target(TargetServer server) {
        this.version = Version.V15;
        this.server = server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(RUN)
                .computeIfAbsent(
                        version,
                        v -> prepared(version == Version.V15 ? TargetServer.debian() : TargetServer.embedded()),
                        TargetServer.class);
    }

    TargetServer server() {
        return server;
    }

    PostgresAccess access() {
        return accessWith(TargetServer.BROKER_PASSWORD);
    }

    static PostgresAccess accessWith(String brokerPassword) {
        Map<String, String> environment = Map.of("BREAKWATER_SECRET_BROKER", brokerPassword);
        return new PostgresAccess(new SecretPlaces(environment, Path.of("/nowhere")), new SecureRandom());
    }

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("host", "127.0.0.1");
        settings.put("port", Integer.toString(server.port()));
        settings.put("database", DATABASE);
        settings.put("admin-user", "breakwater_broker");
        settings.put("admin-password", "env:BREAKWATER_SECRET_BROKER");
        settings.put("groups", GROUP);
        settings.put("owner", OWNER);
        return settings;
    }

    Map<String, String> settingsWith(String name, String value) {
        Map<String, String> settings = settings();
        settings.put(name, value);
        return settings;
    }

    Opening opening(String person) {
        return opening(person, settings());
    }

    Opening opening(String person, Map<String, String> settings) {
        GrantId grant = new GrantId("GR-" + String.format("%010d", names.nextInt(1_000_000_000)));
        PersonId who = new PersonId(person);
        return new Opening(
                grant,
                new IncidentId("INC-2026-0042"),
                who,
                new TargetName("orders-db"),
                new RoleName("admin"),
                settings,
                access().accountFor(grant, who),
                Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS));
    }

    static Opening with(Opening opening, Map<String, String> settings) {
        return new Opening(
                opening.grant(),
                opening.incident(),
                opening.person(),
                opening.target(),
                opening.role(),
                settings,
                opening.account(),
                opening.endsAt());
    }

    /** A secret unlike every other, so that it can be looked for in logs. */
    Secret secret() {
        return new Secret(text().toCharArray());
    }

    String text() {
        return "S3cret" + Long.toString(names.nextLong() >>> 1, 36);
    }

    Connection login(Opening opening, Secret secret) throws SQLException {
        return login(opening, secret, DATABASE);
    }

    Connection login(Opening opening, Secret secret, String database) throws SQLException {
        return server.login(opening.account(), new String(secret.reveal()), database);
    }

    boolean exists(Opening opening) {
        return server.ask(DATABASE, "SELECT rolname FROM pg_roles WHERE rolname = '" + opening.account() + "'")
                .equals(opening.account());
    }

    static TargetServer prepared(TargetServer server) {
        server.run("postgres", "CREATE DATABASE " + DATABASE);
        server.run("postgres", "CREATE DATABASE " + Sql.name(OTHER_DATABASE));
        server.run(DATABASE, """
                CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
                CREATE ROLE orders_owner NOLOGIN;
                CREATE ROLE orders_admin NOLOGIN;
                CREATE TABLE orders (id int PRIMARY KEY, state text);
                INSERT INTO orders SELECT g, 'stuck' FROM generate_series(1, 100) g;
                ALTER TABLE orders OWNER TO orders_owner;
                GRANT ALL ON orders TO orders_admin;
                GRANT CREATE ON SCHEMA public TO orders_admin;
                GRANT CREATE ON DATABASE orders TO orders_admin, orders_owner;
                """);
        List<String> documented = documentedSql();
        server.run(DATABASE, documented.get(0).replace("change-me", TargetServer.BROKER_PASSWORD));
        server.run(DATABASE, documented.get(1));
        server.run(OTHER_DATABASE, "GRANT CREATE ON SCHEMA public TO orders_admin;" + documented.get(1));
        return server;
    }

    /** The blocks of SQL in the document, in its order. */
    static List<String> documentedSql() {
        Path document = Path.of(System.getProperty("breakwater.root"), "docs", "targets", "postgresql.md");
        try {
            Matcher blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(document));
            return blocks.results().map(found -> found.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
