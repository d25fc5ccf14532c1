package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that come from a server and go to a file: named by their hash. */
final class Digests {
    private Digests() {}

    static String sha256(byte[] bytes) {
        return Hashes.sha256Hex(bytes);
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException unwritable) {
            throw Failure.usage(file + " cannot be written", "Check the folder and the disk.");
        }
    }
}
