package io.breakwater.cli.drill;

import java.sql.SQLException;
import java.util.List;

/**
 * What an engineer does to the practice database at 03:12: a migration froze the orders and never came back, and its
 * session may still hold the table.
 */
final class OrdersRepair {
    private static final String NEW_ORDER =
            "insert into orders (customer, placed_at, amount_cents, state) values (42, now(), 1999, 'new')";

    private OrdersRepair() {}

    /** Finds out what is wrong and repairs it. */
    static void in(DatabaseSession session) throws SQLException {
        session.say("set lock_timeout = '2s'");
        Drill.demand(!takesOrders(session), "the practice database should be broken before it is repaired");
        session.say("select pid, usename, state, left(query, 60) as query from pg_stat_activity"
                + " where datname = current_database() and usename = 'orders_migration'");
        session.say(
                "select pg_terminate_backend(pid) as ended from pg_stat_activity where usename = 'orders_migration'");
        session.say("select orders_frozen, why from maintenance");
        session.say("update maintenance set orders_frozen = false");
        session.say("update orders set state = 'new' where state = 'stuck'");
        Drill.demand(takesOrders(session), "orders should be taken again after the repair");
    }

    private static boolean takesOrders(DatabaseSession session) {
        try {
            session.say(NEW_ORDER);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    /** Looks whether orders flow. */
    static void look(DatabaseSession session) throws SQLException {
        List<String> stuck = session.say("select count(*) as stuck from orders where state = 'stuck'");
        Drill.demand(stuck.equals(List.of("stuck=0")), "no order should be stuck any more, and there are: " + stuck);
        session.say("select max(placed_at) as last_order from orders");
    }
}
