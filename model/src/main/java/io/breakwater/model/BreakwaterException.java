package io.breakwater.model;

/** A refusal or a failure that a person is told about: a stable code and one sentence that says what to do. */
public class BreakwaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;

    public BreakwaterException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public BreakwaterException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of refusal this is. */
    public final Code code() {
        return code;
    }
}
