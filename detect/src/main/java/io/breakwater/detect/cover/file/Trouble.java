package io.breakwater.detect.cover.file;

/** What is wrong with a file or one of its records, as a sentence for people; never leaves the package. */
final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    Trouble(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
