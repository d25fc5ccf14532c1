package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The checkpoint a reader kept: inside an earlier pack, or as a file of its own. */
final class KeptCheckpoint {
    private static final int MAX_BYTES = 1 << 20;
    private static final byte[] ZIP = {'P', 'K'};

    private KeptCheckpoint() {}

    static String in(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            boolean pack = Arrays.equals(bytes, 0, Math.min(2, bytes.length), ZIP, 0, 2);
            return new String(pack ? new PackFile(file).bytes("checkpoint") : bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw Failure.usage(file + " holds no checkpoint", "Give an earlier pack, or the checkpoint out of one.");
        }
    }
}
