package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postgresql.PGConnection;

/**
 * Makes the personal role in one transaction, then logs in with its credential. Run again after a crash it sets the
 * same role anew. When it refuses, it has removed what it had made.
 *
 * <p>Fails when: a role of that name is somebody else's; a group does not exist or lends a power that cannot be taken
 * back; the broker lacks a right (the message says which SQL gives it); the login does not succeed.
 */
final class RoleOpening {
    private static final int OLDEST_SERVER = 150_000;

    private final Connections connections;
    private final RoleClosing closing;
    private final RandomGenerator random;

    RoleOpening(Connections connections, RoleClosing closing, RandomGenerator random) {
        this.connections = connections;
        this.closing = closing;
        this.random = random;
    }

    Handout open(Opening opening, Secret secret) {
        PersonalRole.requireOwnName(opening);
        TargetSettings settings = settingsOf(opening);
        String verifier = verifierOf(secret);
        try (Broker broker = connections.asBroker(settings, settings.database())) {
            Optional<PersonalRole> existing = PersonalRole.of(opening, broker);
            makeAndTry(opening, secret, settings, verifier, existing, broker);
        }
        return new Handout(opening.account(), environment(opening, settings), "PGPASSWORD");
    }

    private void makeAndTry(
            Opening opening,
            Secret secret,
            TargetSettings settings,
            String verifier,
            Optional<PersonalRole> existing,
            Broker broker) {
        try {
            requireSupported(broker);
            Groups.requireSafe(settings, broker);
            broker.together(
                    "making role " + opening.account(), () -> make(opening, settings, verifier, existing, broker));
            logIn(opening, secret, settings, broker);
        } catch (ProviderException.Refused refused) {
            throw undone(opening, refused);
        }
    }

    private static TargetSettings settingsOf(Opening opening) {
        List<String> problems = SettingsCheck.problemsWith(opening.settings());
        if (!problems.isEmpty()) {
            throw new ProviderException.Refused("the target's settings: " + String.join("; ", problems), null);
        }
        return TargetSettings.of(opening.settings());
    }

    private String verifierOf(Secret secret) {
        byte[] salt = new byte[ScramVerifier.SALT_BYTES];
        random.nextBytes(salt);
        char[] password = secret.reveal();
        try {
            return ScramVerifier.of(password, salt, ScramVerifier.ITERATIONS);
        } catch (IllegalArgumentException e) {
            throw new ProviderException.Refused(String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static void requireSupported(Broker broker) {
        int version = broker.rows(
                        "asking for the server's version",
                        "",
                        row -> row.getInt(1),
                        "SELECT current_setting('server_version_num')::int")
                .get(0);
        if (version < OLDEST_SERVER) {
            throw new ProviderException.Refused("PostgreSQL 15 or newer is needed, this is " + version, null);
        }
    }

    private static void make(
            Opening opening, TargetSettings settings, String verifier, Optional<PersonalRole> existing, Broker broker) {
        String role = Sql.name(opening.account());
        String brokerName = Sql.name(settings.adminUser());
        broker.execute(
                "making role " + opening.account(),
                "ALTER ROLE " + brokerName + " CREATEROLE",
                existing.map(RoleOpening::resetting)
                                .orElse("CREATE ROLE " + role + " NOSUPERUSER NOCREATEDB"
                                        + " NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT")
                        + " LOGIN CONNECTION LIMIT " + settings.connectionLimit() + " PASSWORD " + Sql.text(verifier)
                        + " VALID UNTIL " + Sql.text(opening.endsAt().toString()));
        for (String group : settings.groups()) {
            broker.execute(
                    "lending group " + group + " to " + opening.account(),
                    "GRANT " + Sql.name(group) + " TO " + brokerName + " WITH ADMIN OPTION",
                    "GRANT " + Sql.name(group) + " TO " + role);
        }
        broker.execute(
                "marking role " + opening.account(),
                "",
                "ALTER ROLE " + role + " SET application_name = " + Sql.text(PersonalRole.applicationName(opening))
                        + "; COMMENT ON ROLE " + role + " IS " + Sql.text(RoleNote.of(opening)));
    }

    private static String resetting(PersonalRole role) {
        if (role.tooMighty()) {
            throw new ProviderException.Refused("somebody gave " + role.name() + " powers it must not have", null);
        }
        return "ALTER ROLE " + role.quoted();
    }

    private void logIn(Opening opening, Secret secret, TargetSettings settings, Broker broker) {
        int pid;
        try (Connection trial = connections.asPerson(settings, opening.account(), secret)) {
            pid = trial.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new ProviderException.Refused("logging in as " + opening.account() + ": " + Reason.text(e), e);
        }
        Sessions.awaitEndOf(pid, broker);
        if (!Groups.has(opening.account(), settings, broker)) {
            throw new ProviderException.Refused(opening.account() + " did not get the rights of its groups", null);
        }
    }

    /** "Refused" promises that nothing is open; where that cannot be promised, the outcome is unknown. */
    private ProviderException undone(Opening opening, ProviderException.Refused refused) {
        try {
            closing.close(opening);
            return refused;
        } catch (ProviderException e) {
            return new ProviderException.Unreachable(refused.getMessage() + "; then, undoing it, " + e.getMessage(), e);
        }
    }

    private static Map<String, String> environment(Opening opening, TargetSettings settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGHOST", settings.host());
        environment.put("PGPORT", Integer.toString(settings.port()));
        environment.put("PGDATABASE", settings.database());
        environment.put("PGUSER", opening.account());
        environment.put("PGSSLMODE", settings.sslmode());
        settings.sslrootcert().ifPresent(path -> environment.put("PGSSLROOTCERT", path));
        environment.put("PGAPPNAME", PersonalRole.applicationName(opening));
        return environment;
    }
}
