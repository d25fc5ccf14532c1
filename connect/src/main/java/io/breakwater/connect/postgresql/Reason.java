package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.ProviderException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What a failed exchange with the server means: an answer, or none. */
final class Reason {
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String NOT_ALLOWED = "42501";
    static final String WRONG_PASSWORD = "28P01";
    static final String LOGIN_NOT_ALLOWED = "28000";

    /**
     * Classes of SQLSTATE (PostgreSQL, Appendix A) under which nothing was decided: the exchange broke off (08), the
     * server is short of something (53), timed out, shuts down or starts (57), asks for a repetition (40), or is ill
     * (58, F0, XX).
     */
    private static final Set<String> NOTHING_DECIDED = Set.of("08", "40", "53", "57", "58", "F0", "XX", "??");

    private Reason() {}

    /** Failures in the middle of a statement: an answer of the server is a refusal, anything else is none. */
    static ProviderException of(String doing, SQLException e) {
        return of(doing, e, "");
    }

    /** The same with what an administrator does about a missing right. */
    static ProviderException of(String doing, SQLException e, String remedy) {
        String message = doing + ": " + text(e) + remedy(e, remedy);
        return NOTHING_DECIDED.contains(stateOf(e).substring(0, 2))
                ? new ProviderException.Unreachable(message, e)
                : new ProviderException.Refused(message, e);
    }

    /** SQLSTATE and the server's words; both are free of secrets, as no statement holds one. */
    static String text(SQLException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("no message");
        return stateOf(e) + " " + message.replaceAll("\\s+", " ").strip();
    }

    static String stateOf(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() != 5 ? "?????" : state;
    }

    private static String remedy(SQLException e, String remedy) {
        return switch (stateOf(e)) {
            case NOT_ALLOWED -> remedy.isEmpty() ? "" : "; an administrator runs: " + remedy;
            case LOCK_NOT_AVAILABLE -> "; somebody holds a lock on it, it is tried again";
            case "25006" -> "; this server is a read-only standby, the target's host must be the primary";
            default -> "";
        };
    }
}
