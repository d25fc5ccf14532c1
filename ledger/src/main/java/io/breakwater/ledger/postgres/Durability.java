package io.breakwater.ledger.postgres;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a database has to be set to so that "recorded" means: it survives a loss of power. */
final class Durability {
    /**
     * For the rest of the transaction a commit waits for the disk, if a server's, a database's or a role's setting says that
     * it does not. A stricter setting (waiting for standbys) stays as it is.
     */
    static final String WAIT_FOR_THE_DISK = waitForTheDisk(true);

    /** The same for the whole session. */
    private static final String ALWAYS_WAIT_FOR_THE_DISK = waitForTheDisk(false);

    /** These can only be set for the whole server, so nobody but its operator can put them right. */
    private static final List<String> SERVER_WIDE = List.of("fsync", "full_page_writes");

    private Durability() {}

    private static String waitForTheDisk(boolean local) {
        return "case current_setting('synchronous_commit') when 'off' then set_config('synchronous_commit', 'on', "
                + local + ") end";
    }

    static void waitInThisSession(Connection connection) throws SQLException {
        Sql.first(connection, row -> true, "select " + ALWAYS_WAIT_FOR_THE_DISK);
    }

    /**
     * Refuses a server that may lose or tear what it said was committed (PostgreSQL manual, "Write Ahead Log").
     *
     * @throws BreakwaterException {@code JOURNAL_UNAVAILABLE}
     */
    static void require(Connection connection) throws SQLException {
        for (String setting : SERVER_WIDE) {
            String value = Sql.first(connection, row -> row.getString(1), "select current_setting(?)", setting)
                    .orElse("");
            if (!value.equals("on")) {
                throw new BreakwaterException(
                        Code.JOURNAL_UNAVAILABLE,
                        "the journal's database server runs with " + setting + " = " + value
                                + ": a loss of power could take"
                                + " facts that were receipted. Set " + setting + " = on in its postgresql.conf and"
                                + " start it again");
            }
        }
    }
}
