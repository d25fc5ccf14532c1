package io.breakwater.cli.talk;

/** The exit codes scripts rely on. {@code verify} has its own, from 20 up. */
public enum Exit {
    OK(0),
    USAGE(2),
    REFUSED(3),
    NOT_FOUND(4),
    UNREACHABLE(5),
    CONFLICT(6),
    TARGET(7),
    NEEDS_APPROVAL(8),
    INTERNAL(9);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The number the process ends with. */
    public int code() {
        return code;
    }

    /** The exit for an error code of the API; unknown codes, from newer servers, go by their HTTP status. */
    public static Exit of(String code, int status) {
        return switch (code) {
            case "MALFORMED_NAME",
                    "MALFORMED_TEXT",
                    "MALFORMED_REQUEST",
                    "UNKNOWN_FIELD",
                    "TOO_LARGE",
                    "POLICY_INVALID" -> USAGE;
            case "NOT_AUTHENTICATED", "NOT_ALLOWED", "POLICY_REFUSES", "APPROVAL_NOT_YOURS", "BREAK_GLASS_WITHHELD" ->
                REFUSED;
            case "NOT_FOUND" -> NOT_FOUND;
            case "JOURNAL_UNAVAILABLE", "LEDGER_ROLLED_BACK", "LEDGER_NOT_OWNED", "STORAGE_FULL", "RATE_LIMITED" ->
                UNREACHABLE;
            case "CONFLICT",
                    "WRONG_STATE",
                    "IDEMPOTENCY_MISMATCH",
                    "STALE_VERSION",
                    "APPROVAL_MISMATCH",
                    "APPROVAL_USED",
                    "CREDENTIAL_GONE" -> CONFLICT;
            case "TARGET_UNREACHABLE", "TARGET_REFUSED" -> TARGET;
            case "POLICY_BROKEN", "INTERNAL" -> INTERNAL;
            default -> ofStatus(status);
        };
    }

    private static Exit ofStatus(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> USAGE;
            case 401, 403 -> REFUSED;
            case 404 -> NOT_FOUND;
            case 409, 410, 412 -> CONFLICT;
            case 429, 502, 503, 504, 507 -> UNREACHABLE;
            default -> INTERNAL;
        };
    }
}
