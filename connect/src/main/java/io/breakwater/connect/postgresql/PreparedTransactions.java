package io.breakwater.connect.postgresql;

import java.util.List;

/** Transactions a session prepared (two-phase commit) and left behind: they outlive it and keep its locks. */
final class PreparedTransactions {
    private record Prepared(String gid, String database) {}

    private PreparedTransactions() {}

    /** Only the one who prepared it may end it, and only in its database: the broker becomes the role for that. */
    static void rollBackAllOf(PersonalRole role, TargetSettings settings, Connections connections, Broker broker) {
        List<Prepared> left = broker.rows(
                "looking for prepared transactions of " + role.name(),
                "",
                row -> new Prepared(row.getString(1), row.getString(2)),
                "SELECT gid, database FROM pg_prepared_xacts WHERE owner = ?",
                role.name());
        for (Prepared prepared : left) {
            try (Broker there = connections.asBroker(settings, prepared.database())) {
                String doing = "rolling back the prepared transaction " + prepared.gid() + " of " + role.name();
                there.execute(doing, "", "SET ROLE " + role.quoted());
                there.execute(doing, "", "ROLLBACK PREPARED " + Sql.text(prepared.gid()));
            }
        }
    }
}
