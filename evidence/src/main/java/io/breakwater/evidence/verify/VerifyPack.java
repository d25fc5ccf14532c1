package io.breakwater.evidence.verify;

import java.nio.file.Path;

/**
 * Decides whether a pack is what it claims to be. Needs the file and the keys to believe; no server, no database, no
 * network.
 */
public final class VerifyPack {
    private final Question question;

    public VerifyPack(Question question) {
        this.question = question;
    }

    /**
     * Reads the whole pack.
     *
     * @throws VerificationException naming the first thing that is wrong
     */
    public Verdict verify(Path pack) {
        throw new VerificationException(
                VerificationException.Kind.UNREADABLE, "not yet able to read " + pack + " for " + question);
    }
}
