package io.breakwater.model;

/**
 * The stable code of an error. The name never changes once released: scripts and documents rely on it.
 *
 * <p>{@link #status} is the HTTP status that carries the code over the API.
 */
public enum Code {
    MALFORMED_NAME(400),
    MALFORMED_TEXT(400),
    MALFORMED_REQUEST(400),
    UNKNOWN_FIELD(400),
    TOO_LARGE(413),
    NOT_AUTHENTICATED(401),
    NOT_ALLOWED(403),
    NOT_FOUND(404),
    CONFLICT(409),
    WRONG_STATE(409),
    IDEMPOTENCY_MISMATCH(409),
    STALE_VERSION(412),
    POLICY_INVALID(422),
    POLICY_REFUSES(403),
    POLICY_BROKEN(500),
    DEBT_RULES_INVALID(422),
    APPROVAL_NOT_YOURS(403),
    APPROVAL_MISMATCH(409),
    APPROVAL_USED(409),
    BREAK_GLASS_WITHHELD(403),
    CREDENTIAL_GONE(410),
    TARGET_UNREACHABLE(502),
    TARGET_REFUSED(502),
    LEDGER_ROLLED_BACK(503),
    LEDGER_NOT_OWNED(503),
    JOURNAL_UNAVAILABLE(503),
    STORAGE_FULL(507),
    RATE_LIMITED(429),
    INTERNAL(500);

    private final int status;

    Code(int status) {
        this.status = status;
    }

    /** The HTTP status that goes with this code. */
    public int status() {
        return status;
    }
}
