package io.breakwater.detect.watch;

import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** What a file is called by, wherever it lies: the SHA-256 of its bytes. */
final class FileDigest {
    private FileDigest() {}

    static String of(Path file) throws IOException {
        MessageDigest digest = Hashes.newSha256();
        Files.copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Hashes.hex(digest.digest());
    }
}
