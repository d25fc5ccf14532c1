package io.breakwater.cli.talk;

import java.util.Optional;

/** Something that ends the command: a stable code, one sentence, what to do next, and the exit code. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String next;
    private final int exit;

    public Failure(String code, String sentence, String next, int exit) {
        super(sentence);
        this.code = code;
        this.next = next;
        this.exit = exit;
    }

    public Failure(String code, String sentence, String next, Exit exit) {
        this(code, sentence, next, exit.code());
    }

    /** A command line that cannot be meant as it stands. */
    public static Failure usage(String sentence, String next) {
        return new Failure("USAGE", sentence, next, Exit.USAGE);
    }

    /** What kind of failure: a code of the API, or one of the tool's own ({@code SERVER_UNREACHABLE}, {@code USAGE} …). */
    public String code() {
        return code;
    }

    /** What went wrong, as a sentence without its full stop. */
    public String sentence() {
        String message = Optional.ofNullable(getMessage()).orElse("").strip();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** What the person can do about it; may be empty. */
    public String next() {
        return next;
    }

    /** What the process ends with. */
    public int exit() {
        return exit;
    }

    /** {@code CODE: sentence. What to do next.} */
    public String line() {
        String end = sentence().endsWith("?") ? "" : ".";
        return code + ": " + sentence() + end + (next.isEmpty() ? "" : " " + next);
    }
}
