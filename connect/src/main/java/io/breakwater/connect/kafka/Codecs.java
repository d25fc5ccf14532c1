package io.breakwater.connect.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What snappy and zstd are unpacked with is not Java: the client writes it to a file when the first such batch comes, and
 * that of snappy stays where it is when the process is killed. So it gets a folder that is cleared at the next start.
 */
final class Codecs {
    private static final List<String> FOLDERS = List.of("org.xerial.snappy.tempdir", "ZstdTempFolder");

    private Codecs() {}

    /** Where somebody has said already where it is to be written, that counts. */
    static void unpackInto(Path folder, Properties system) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for what codecs need: " + e.getMessage(), e);
        }
        FOLDERS.forEach(name -> system.putIfAbsent(name, folder.toString()));
    }
}
