package io.breakwater.server;

import io.breakwater.ledger.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder below the data for logs while they are read, and for events that are looked back at: records as they were
 * logged, so for this server alone. How far a place has been read is not here, but in the journal.
 */
final class WatchFolder {
    /** As long as the rules that come with us look back, and a day. */
    static final Duration REMEMBERED = Duration.ofDays(32);

    private static final String FOLDER = "watch";
    private static final String PLACE = "watch-";

    private final Path folder;

    WatchFolder(Path data) {
        this.folder = data.resolve(FOLDER);
    }

    /**
     * Removes what an earlier process left unread: whoever delivered it has it still. Places that are not watched any more
     * would never come to do it themselves.
     */
    void clear() {
        unchecked(() -> erase(below(path -> isOfAPlace(path))));
    }

    private static boolean isOfAPlace(Path path) {
        return path.getFileName().toString().startsWith(PLACE);
    }

    /** The folder, made where it is not there. */
    Path ready() {
        unchecked(() -> {
            DurableFiles.createPrivateFolders(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        });
        return folder;
    }

    /** Where a place may keep what it fetches; it need not be there yet. */
    Path of(String place) {
        return folder.resolve(place);
    }

    static String place(int number) {
        return PLACE + number;
    }

    /** Removes what places remember that have not been watched for so long that nothing comes of it any more. */
    void forgetAllBut(Set<Path> watched, Instant now) {
        unchecked(() -> erase(below(path ->
                !isOfAPlace(path) && !watched.contains(path) && newest(path).isBefore(now.minus(REMEMBERED)))));
    }

    private static Instant newest(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return Stream.concat(Stream.of(folder), files)
                    .map(WatchFolder::written)
                    .max(Instant::compareTo)
                    .orElse(Instant.MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant written(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> below(Predicate<Path> which) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> Files.isDirectory(path)).filter(which).toList();
        }
    }

    /** In none of them is a folder. */
    private static void erase(List<Path> folders) throws IOException {
        for (Path one : folders) {
            try (Stream<Path> files = Files.list(one)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(one);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void unchecked(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for logs cannot be used: " + e.getMessage(), e);
        }
    }
}
