package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.model.GrantId;
import io.breakwater.model.PersonId;
import java.util.Optional;

/** A role under Breakwater's prefix as it stands at the server. */
record PersonalRole(long oid, String name, String note, boolean tooMighty) {
    static final String PREFIX = "breakwater_";

    private static final String FIND = """
            SELECT oid::bigint, rolname, coalesce(shobj_description(oid, 'pg_authid'), ''),
                   rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
              FROM pg_roles WHERE rolname = ?
            """;

    /** Pure: the grant's random part makes it unique, the person's name makes it readable in the server's log. */
    static String nameFor(GrantId grant, PersonId person) {
        String name = PREFIX + grant.value().substring("GR-".length()) + "_" + person.value();
        return name.length() <= Sql.MAX_NAME_BYTES ? name : name.substring(0, Sql.MAX_NAME_BYTES);
    }

    /** What the sessions of a grant call themselves, unless they choose another name. */
    static String applicationName(Opening opening) {
        return "breakwater " + opening.grant() + " " + opening.incident();
    }

    /**
     * The role of an opening.
     *
     * @throws ProviderException.Refused a role of that name is not this grant's: it is neither taken over nor removed
     */
    static Optional<PersonalRole> of(Opening opening, Broker broker) {
        Optional<PersonalRole> found = named(opening.account(), broker);
        found.ifPresent(role -> role.requireOurs(opening));
        return found;
    }

    static Optional<PersonalRole> named(String account, Broker broker) {
        return broker
                .rows(
                        "looking for role " + account,
                        "",
                        row -> new PersonalRole(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                        FIND,
                        account)
                .stream()
                .findFirst();
    }

    /** The account an opening names must be its own, so that no other role can ever be changed or removed. */
    static void requireOwnName(Opening opening) {
        String own = nameFor(opening.grant(), opening.person());
        if (!own.equals(opening.account())) {
            throw new ProviderException.Refused(
                    "the account of " + opening.grant() + " is " + own + ", not " + opening.account(), null);
        }
    }

    String quoted() {
        return Sql.name(name);
    }

    private void requireOurs(Opening opening) {
        if (!RoleNote.isOf(opening.grant(), note)) {
            throw new ProviderException.Refused(
                    "the role " + name + " exists and its comment does not say that it belongs to " + opening.grant()
                            + "; look at it, then remove it or put the comment back: COMMENT ON ROLE " + quoted()
                            + " IS " + Sql.text(RoleNote.of(opening)),
                    null);
        }
    }
}
