package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.ProviderException;

/**
 * What a personal role owns or was given in one database. Objects go to the heir named by policy, rights are dropped.
 *
 * <p>A function that runs with its owner's rights, or a view that reads with them, must not gain the heir's: before it
 * changes hands it is made to use those of its caller. Otherwise somebody could prepare one whose power comes with the
 * new owner.
 */
final class Belongings {
    private static final String OWNS = """
            SELECT EXISTS (SELECT FROM pg_shdepend
             WHERE refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid AND deptype = 'o'
               AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
               AND classid NOT IN ('pg_user_mapping'::regclass, 'pg_default_acl'::regclass))
            """;

    private static final String WITH_OWNERS_RIGHTS = """
            SELECT 'ALTER ROUTINE ' || oid::regprocedure || ' SECURITY INVOKER'
              FROM pg_proc WHERE proowner = ?::bigint::oid AND prosecdef
             UNION ALL
            SELECT 'ALTER VIEW ' || oid::regclass || ' SET (security_invoker = true)'
              FROM pg_class WHERE relowner = ?::bigint::oid AND relkind = 'v'
            """;

    private Belongings() {}

    /** Whether anything changed hands. */
    static boolean inDatabase(
            String database, PersonalRole role, TargetSettings settings, Connections connections, Broker broker) {
        String here = "taking what " + role.name() + " has in database " + database;
        if (database.equals(settings.database())) {
            return take(here, role, settings, broker);
        }
        try (Broker there = connections.asBroker(settings, database)) {
            return take(here, role, settings, there);
        }
    }

    private static boolean take(String doing, PersonalRole role, TargetSettings settings, Broker broker) {
        boolean owns = broker.isTrue(doing, OWNS, role.oid());
        broker.together(doing, () -> {
            if (owns) {
                handOver(doing, role, settings, broker);
            }
            broker.execute(doing, "", "DROP OWNED BY " + role.quoted());
        });
        return owns;
    }

    private static void handOver(String doing, PersonalRole role, TargetSettings settings, Broker broker) {
        if (settings.owner().isEmpty()) {
            throw new ProviderException.Refused(doing + ": policy names no owner to inherit it", null);
        }
        for (String demotion : broker.texts(doing, WITH_OWNERS_RIGHTS, role.oid(), role.oid())) {
            broker.execute(doing, "", demotion);
        }
        broker.execute(
                doing,
                "GRANT " + Sql.name(settings.owner()) + " TO " + Sql.name(settings.adminUser())
                        + ", and for every schema: GRANT CREATE ON SCHEMA … TO " + Sql.name(settings.owner()),
                "REASSIGN OWNED BY " + role.quoted() + " TO " + Sql.name(settings.owner()));
    }
}
