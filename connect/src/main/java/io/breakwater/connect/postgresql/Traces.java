package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import java.util.Optional;

/**
 * What shows that somebody worked with a personal role: its logins where the server notes them, and while the role is
 * there a session now, something it owns, a prepared transaction, a setting it changed for itself, or its statements where
 * {@code pg_stat_statements} counts them in the target's database. A session that came and went and left none of these is
 * not seen.
 */
final class Traces {
    private static final String OWNED_OR_PREPARED = """
            SELECT EXISTS (SELECT FROM pg_shdepend
                     WHERE refclassid = 'pg_authid'::regclass AND refobjid = ?::bigint::oid AND deptype = 'o')
                OR EXISTS (SELECT FROM pg_prepared_xacts WHERE owner = ?)
                OR EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS setting
                     WHERE setrole = ?::bigint::oid AND setting NOT LIKE 'application\\_name=%')
            """;

    private static final String STATEMENTS_ARE_COUNTED = """
            SELECT quote_ident(n.nspname) || '.pg_stat_statements'
              FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
             WHERE e.extname = 'pg_stat_statements'
            """;

    private static final String LOGINS_ARE_NOTED = "SELECT to_regclass('breakwater.logins') IS NOT NULL";

    /** The first is our own trial of the credential, which nobody else has by then. */
    private static final String LOGGED_IN = "SELECT count(*) > 1 FROM breakwater.logins WHERE account = ?::name";

    private Traces() {}

    static boolean anyOf(Opening opening, Broker broker) {
        Optional<PersonalRole> role = PersonalRole.named(opening.account(), broker);
        return Sessions.count(opening, broker) > 0
                || role.isPresent() && anyOf(role.get(), broker)
                || loggedIn(opening, broker);
    }

    /** A table that is closed to the broker says nothing to us. */
    private static boolean loggedIn(Opening opening, Broker broker) {
        try {
            return broker.isTrue("asking whether logins are noted", LOGINS_ARE_NOTED)
                    && broker.isTrue("looking for logins of " + opening.account(), LOGGED_IN, opening.account());
        } catch (ProviderException.Refused notForUs) {
            return false;
        }
    }

    private static boolean anyOf(PersonalRole role, Broker broker) {
        return broker.isTrue(
                        "looking for traces of " + role.name(), OWNED_OR_PREPARED, role.oid(), role.name(), role.oid())
                || ranStatements(role, broker);
    }

    private static boolean ranStatements(PersonalRole role, Broker broker) {
        return broker.texts("asking whether statements are counted", STATEMENTS_ARE_COUNTED).stream()
                .anyMatch(view -> counted(view, role, broker));
    }

    /** An extension that is installed but not loaded, or closed to the broker, has seen nothing for us. */
    private static boolean counted(String view, PersonalRole role, Broker broker) {
        try {
            return broker.isTrue(
                    "looking for statements of " + role.name(),
                    "SELECT EXISTS (SELECT FROM " + view + " WHERE userid = ?::bigint::oid)",
                    role.oid());
        } catch (ProviderException.Refused notForUs) {
            return false;
        }
    }
}
