package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A pack as a bag of files. Nothing here is checked: that is what {@code verify} is for. */
record PackFile(Path file) {
    private static final int MAX_BYTES = 256 << 20;

    byte[] bytes(String name) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw Failure.usage(file + " holds no " + name, "Is it a pack?");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return in.readNBytes(MAX_BYTES);
            }
        } catch (IOException unreadable) {
            throw Failure.usage(file + " is not a pack that can be read", "Check its name.");
        }
    }

    Stream<JsonNode> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .map(line -> Documents.parse(line.getBytes(StandardCharsets.UTF_8)))
                .flatMap(Optional::stream);
    }
}
