package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Closing;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import java.util.List;
import java.util.Optional;

/**
 * Takes the role away, in an order that leaves less after every step: no new logins, no sessions, no rights, no
 * prepared transactions, no objects in any database, no role. Every step may be repeated, and every step is committed by
 * itself, so that an attempt that breaks off has done all it could.
 */
final class RoleClosing {
    private static final String NO_LOGIN = " NOLOGIN CONNECTION LIMIT 0 VALID UNTIL '1970-01-01 00:00:00+00'";

    private static final String MEMBERSHIPS = """
            SELECT 'REVOKE ' || quote_ident(pg_get_userbyid(roleid)) || ' FROM ' || quote_ident(pg_get_userbyid(member))
              FROM pg_auth_members
             WHERE member = ?::bigint::oid
                OR roleid = ?::bigint::oid AND pg_get_userbyid(member) <> current_user
            """;

    private static final String BORROWED = "SELECT current_setting('server_version_num')::int >= 160000";

    private static final String DATABASES = """
            SELECT DISTINCT coalesce(d.datname, current_database())
              FROM pg_shdepend s LEFT JOIN pg_database d ON d.oid = s.dbid
             WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = ?::bigint::oid
            """;

    private final Connections connections;

    RoleClosing(Connections connections) {
        this.connections = connections;
    }

    Closing close(Opening opening) {
        PersonalRole.requireOwnName(opening);
        TargetSettings settings = TargetSettings.of(opening.settings());
        try (Broker broker = connections.asBroker(settings, settings.database())) {
            Optional<PersonalRole> role = PersonalRole.of(opening, broker);
            return role.isPresent()
                    ? close(role.get(), settings, broker)
                    : new Closing(Sessions.endNameless(opening, broker), "");
        }
    }

    private Closing close(PersonalRole role, TargetSettings settings, Broker broker) {
        broker.execute(
                "forbidding logins of " + role.name(), admin(role, settings), "ALTER ROLE " + role.quoted() + NO_LOGIN);
        int ended = Sessions.endAllOf(role, broker);
        stripRights(role, broker);
        borrow(role, settings, broker);
        PreparedTransactions.rollBackAllOf(role, settings, connections, broker);
        String heir = disownEverywhere(role, settings, broker);
        broker.execute("dropping role " + role.name(), admin(role, settings), "DROP ROLE " + role.quoted());
        ended += Sessions.endAllOf(role, broker);
        return new Closing(ended, heir);
    }

    /** On 16 and newer only who made a role may change it; a new broker has to be given the right. */
    private static String admin(PersonalRole role, TargetSettings settings) {
        return "GRANT " + role.quoted() + " TO " + Sql.name(settings.adminUser()) + " WITH ADMIN OPTION";
    }

    /**
     * An administrator may have lent the role to others, who work with it without logging in; and a role that cannot be
     * dropped at once should have no rights left. What this cannot take, the drop will: a refusal here is not the end.
     */
    private static void stripRights(PersonalRole role, Broker broker) {
        for (String revoke :
                broker.texts("reading memberships of " + role.name(), MEMBERSHIPS, role.oid(), role.oid())) {
            try {
                broker.execute("taking memberships from " + role.name(), "", revoke);
            } catch (ProviderException.Refused leftToTheDrop) {
                continue;
            }
        }
    }

    /** Changing the owner of the role's objects needs the role's own rights; they end with the role. */
    private static void borrow(PersonalRole role, TargetSettings settings, Broker broker) {
        boolean options = broker.isTrue("asking for the server's version", BORROWED);
        broker.execute(
                "borrowing the rights of " + role.name(),
                admin(role, settings),
                "GRANT " + role.quoted() + " TO CURRENT_USER" + (options ? " WITH INHERIT TRUE, SET TRUE" : ""));
    }

    private String disownEverywhere(PersonalRole role, TargetSettings settings, Broker broker) {
        boolean anything = false;
        List<String> databases = broker.texts("looking for what " + role.name() + " has", DATABASES, role.oid());
        for (String database : databases) {
            anything |= Belongings.inDatabase(database, role, settings, connections, broker);
        }
        return anything ? settings.owner() : "";
    }
}
