package io.breakwater.cli.talk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders the tool made for a while. */
public final class Folders {
    private Folders() {}

    /** Takes a folder and all in it away, or a file; what is not there is no trouble. */
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException stays) {
            throw new Failure("NOT_REMOVED", path + " cannot be removed", "Remove it by hand.", Exit.INTERNAL);
        }
    }
}
