package io.breakwater.evidence.verify;

import io.breakwater.evidence.verify.VerificationException.Kind;

/** Short ways to refuse. */
final class Refusals {
    private Refusals() {}

    static VerificationException unreadable(String sentence) {
        return new VerificationException(Kind.UNREADABLE, sentence);
    }

    static VerificationException altered(String sentence) {
        return new VerificationException(Kind.FILE_ALTERED, sentence);
    }
}
