package io.breakwater.connect.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where batches lie until they have been read. */
final class BatchFolder {
    private static final String SUFFIX = ".batch";

    private final Path folder;
    private long number;
    private boolean ready;

    BatchFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and removes what an earlier process left there. */
    void ready() throws IOException {
        if (ready) {
            return;
        }
        Files.createDirectories(folder);
        for (Path file : left()) {
            Files.deleteIfExists(file);
        }
        ready = true;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        }
    }

    Path next() {
        number++;
        return folder.resolve(number + SUFFIX);
    }
}
