package io.breakwater.connect.s3;

/** Something did not work, of a kind that has a name. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final Trouble trouble;

    Failed(Trouble trouble, String sentence) {
        super(sentence);
        this.trouble = trouble;
    }

    Failed(Trouble trouble, String sentence, Throwable cause) {
        super(sentence, cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
