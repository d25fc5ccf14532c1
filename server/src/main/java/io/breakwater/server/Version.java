package io.breakwater.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Breakwater this is, as the build wrote it down. */
final class Version {
    private Version() {}

    static String ofThisBuild() {
        try (InputStream written = Version.class.getResourceAsStream("version.txt")) {
            if (written == null) {
                throw new IllegalStateException("the build left version.txt out");
            }
            return new String(written.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("version.txt cannot be read", e);
        }
    }
}
