package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.Secret;
import io.breakwater.model.GrantId;
import io.breakwater.model.PersonId;
import io.breakwater.model.TargetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * PostgreSQL (15 or newer) as a door: a personal login role per grant, made, tried, removed and tried again through a
 * broker that needs no superuser. {@code docs/targets/postgresql.md} has what an administrator runs beforehand.
 *
 * <p>Guaranteed: the plain secret is in no statement, message or log; every exchange has a time limit; connections are
 * closed whatever happens. Not guaranteed: that what a person did <em>as one of the groups</em> is undone. Objects made
 * and rights given after {@code SET ROLE} belong to the group and stay.
 */
public final class PostgresAccess implements AccessProvider {
    /** The kind, as policy names it. */
    public static final String KIND = "postgresql";

    private static final String ACCOUNTS = """
            SELECT r.rolname, coalesce(shobj_description(r.oid, 'pg_authid'), '') AS note
              FROM pg_roles r
             WHERE r.rolname LIKE 'breakwater\\_%' AND r.rolname <> current_user
               AND NOT (NOT r.rolcanlogin AND shobj_description(r.oid, 'pg_authid') IS NULL
                        AND EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles b ON b.oid = m.member
                                     WHERE m.roleid = r.oid AND b.rolname = current_user))
             ORDER BY 1
            """;

    private final SecretPlaces secrets;
    private final Connections connections;
    private final RoleOpening opening;
    private final RoleClosing closing;
    private final CredentialProbe probe;

    /**
     * @param secrets where the passwords are that a policy refers to
     * @param random a cryptographic source, for salts
     */
    public PostgresAccess(SecretPlaces secrets, RandomGenerator random) {
        this.secrets = secrets;
        this.connections = new Connections(secrets);
        this.closing = new RoleClosing(connections);
        this.opening = new RoleOpening(connections, closing, random);
        this.probe = new CredentialProbe(connections);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> problemsWith(Map<String, String> settings) {
        List<String> problems = new ArrayList<>(SettingsCheck.problemsWith(settings));
        Optional.ofNullable(settings.get("admin-password"))
                .filter(SettingsCheck::isReference)
                .flatMap(secrets::problemWith)
                .ifPresent(problem -> problems.add("admin-password " + problem));
        return problems;
    }

    @Override
    public String accountFor(GrantId grant, PersonId person) {
        return PersonalRole.nameFor(grant, person);
    }

    @Override
    public Handout open(Opening what, Secret secret) {
        return opening.open(what, secret);
    }

    @Override
    public Closing close(Opening what) {
        return closing.close(what);
    }

    @Override
    public Probe probe(Opening what, Secret secret) {
        return probe.probe(what, secret);
    }

    @Override
    public boolean used(Opening what) {
        TargetSettings settings = TargetSettings.of(what.settings());
        try (Broker broker = connections.asBroker(settings, settings.database())) {
            return Traces.anyOf(what, broker);
        }
    }

    @Override
    public List<FoundAccount> accounts(TargetName target, Map<String, String> policy) {
        TargetSettings settings = TargetSettings.of(policy);
        try (Broker broker = connections.asBroker(settings, settings.database())) {
            return broker.rows(
                    "listing the accounts on " + target,
                    "",
                    row -> new FoundAccount(row.getString(1), row.getString(2)),
                    ACCOUNTS);
        }
    }
}
