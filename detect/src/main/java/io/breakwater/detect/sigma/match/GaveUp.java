package io.breakwater.detect.sigma.match;

/** A test needed more steps than it may take: its answer is unknown, which is neither yes nor no. */
public final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GaveUp(String message) {
        super(message, null, false, false);
    }
}
