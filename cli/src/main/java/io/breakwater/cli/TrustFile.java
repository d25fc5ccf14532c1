package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.VerificationException;
import java.nio.file.Path;
import java.util.Optional;

/** The file with the keys to believe. One that cannot be read says nothing about the pack or the log in question. */
final class TrustFile {
    private TrustFile() {}

    static Trust read(Path file) {
        try {
            return Trust.read(file);
        } catch (VerificationException unusable) {
            throw Failure.usage(
                    Optional.ofNullable(unusable.getMessage()).orElse("the trust file cannot be read"),
                    "Give a file of the form of a pack's keys.json with --trust; nothing was checked.");
        }
    }
}
