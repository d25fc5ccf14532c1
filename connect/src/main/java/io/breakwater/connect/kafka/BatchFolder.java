package io.breakwater.connect.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Where batches lie while they are read, and for a while afterwards, because correlations look back at them. */
final class BatchFolder {
    static final long KEPT_BYTES = 8L << 20;
    private static final String SUFFIX = ".batch";

    private final Path folder;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private long keptBytes;
    private long number;
    private boolean ready;

    private record Kept(Path file, long bytes) {}

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

    void keep(Path file) throws IOException {
        Kept added = new Kept(file, Files.exists(file) ? Files.size(file) : 0);
        kept.addLast(added);
        keptBytes += added.bytes();
        while (keptBytes > KEPT_BYTES) {
            Kept oldest = kept.removeFirst();
            keptBytes -= oldest.bytes();
            Files.deleteIfExists(oldest.file());
        }
    }
}
