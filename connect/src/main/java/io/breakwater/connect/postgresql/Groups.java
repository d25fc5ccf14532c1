package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.ProviderException;
import java.util.List;
import java.util.stream.Stream;

/** The roles whose rights are lent, checked for powers that could not be taken back. */
final class Groups {
    /** Whatever a role reaches by membership, it can become. */
    private static final String TOO_MIGHTY = """
            WITH RECURSIVE reached(oid) AS (
              SELECT oid FROM pg_roles WHERE rolname = ANY (?)
               UNION SELECT m.roleid FROM pg_auth_members m JOIN reached r ON m.member = r.oid)
            SELECT rolname FROM reached JOIN pg_roles USING (oid)
             WHERE rolsuper OR rolcreaterole OR rolreplication OR rolname = current_user
                OR rolname IN ('pg_execute_server_program', 'pg_write_server_files')
             ORDER BY 1
            """;

    private static final String MISSING =
            "SELECT name FROM unnest(?::text[]) AS name WHERE name NOT IN (SELECT rolname FROM pg_roles)";

    private Groups() {}

    /**
     * Refuses groups that do not exist, and those that lead to a power with which somebody could stay for good: to make
     * roles or slots, to write the server's files, to be a superuser or the broker.
     */
    static void requireSafe(TargetSettings settings, Broker broker) {
        if (settings.groups().isEmpty()) {
            throw new ProviderException.Refused("the role's settings name no groups", null);
        }
        String[] names = Stream.concat(settings.groups().stream(), Stream.of(settings.owner()))
                .toArray(String[]::new);
        List<String> missing = broker.texts("looking for the groups", MISSING, (Object) names);
        if (!missing.isEmpty()) {
            throw new ProviderException.Refused("groups or owner missing at the target: " + missing, null);
        }
        List<String> mighty = broker.texts("looking at the groups", TOO_MIGHTY, (Object) names);
        if (!mighty.isEmpty()) {
            throw new ProviderException.Refused(
                    "groups or owner lead to " + mighty + ", with which somebody could keep access after its end",
                    null);
        }
    }

    /** Whether the server counts the account as a member of every group. */
    static boolean has(String account, TargetSettings settings, Broker broker) {
        return broker.isTrue(
                "looking at the groups of " + account,
                "SELECT bool_and(pg_has_role(?, name, 'USAGE')) FROM unnest(?::text[]) AS name",
                account,
                settings.groups().toArray(String[]::new));
    }
}
