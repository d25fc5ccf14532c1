package io.breakwater.evidence.pack;

import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Digests {
    private Digests() {}

    /** Lower-case hexadecimal SHA-256 of a file. */
    static String ofFile(Path file) throws IOException {
        MessageDigest digest = Hashes.newSha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
