package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.ProviderException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The live sessions of a personal role. They are found by who logged in, which {@code SET ROLE} does not change; a
 * session that began just before its role was dropped has no name any more and is found by its role's number or its
 * application name.
 */
final class Sessions {
    private static final String END_OF_ROLE =
            "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE usesysid = ?::bigint::oid";

    private static final String END_NAMELESS = """
            SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE usesysid IS NOT NULL AND usename IS NULL AND application_name = ?
            """;

    private static final String COUNT = """
            SELECT count(*) FROM pg_stat_activity
             WHERE usename = ? OR usesysid IS NOT NULL AND usename IS NULL AND application_name = ?
            """;

    /** Waits grow from 5 ms to a quarter of a second, about four seconds in all. */
    private static final int MAX_ROUNDS = 20;

    private static final int FIRST_WAIT_MILLIS = 5;
    private static final int LONGEST_WAIT_MILLIS = 250;

    private Sessions() {}

    /** Ends all sessions of a role and returns how many there were; when it returns, none is left. */
    static int endAllOf(PersonalRole role, Broker broker) {
        return endAll(broker, role.name(), END_OF_ROLE, role.oid());
    }

    /** The same after the role was dropped by an attempt that did not come to its end. */
    static int endNameless(Opening opening, Broker broker) {
        return endAll(broker, opening.account(), END_NAMELESS, PersonalRole.applicationName(opening));
    }

    static long count(Opening opening, Broker broker) {
        return broker.rows(
                        "counting sessions of " + opening.account(),
                        "",
                        row -> row.getLong(1),
                        COUNT,
                        opening.account(),
                        PersonalRole.applicationName(opening))
                .get(0);
    }

    /** Waits until one server process is gone, so that nobody takes a trial's session for a person's. */
    static void awaitEndOf(int pid, Broker broker) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (broker.isTrue(
                    "waiting for the end of a trial",
                    "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ?)",
                    pid)) {
                return;
            }
            pause(round, broker);
        }
    }

    private static int endAll(Broker broker, String account, String sql, Object parameter) {
        Set<Integer> ended = new HashSet<>();
        List<Integer> live = List.of();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            live = broker.rows(
                    "ending the sessions of " + account,
                    "GRANT pg_signal_backend TO the broker",
                    row -> row.getInt(1),
                    sql,
                    parameter);
            if (live.isEmpty()) {
                return ended.size();
            }
            ended.addAll(live);
            pause(round, broker);
        }
        throw new ProviderException.Refused("sessions of " + account + " do not end: server processes " + live, null);
    }

    private static void pause(int round, Broker broker) {
        int millis = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(round, 10));
        broker.texts("waiting", "SELECT pg_sleep(? / 1000.0)::text", millis);
    }
}
