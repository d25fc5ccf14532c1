package io.breakwater.cli.drill;

import java.sql.SQLException;

/** What an engineer does to the practice database at 03:12. */
final class OrdersRepair {
    private OrdersRepair() {}

    static void in(DatabaseSession session) throws SQLException {
        session.say("select pid, state, wait_event_type, left(query, 60) as query from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
        look(session);
    }

    static void look(DatabaseSession session) throws SQLException {
        session.say("select count(*) as tables from information_schema.tables where table_schema = 'public'");
    }
}
