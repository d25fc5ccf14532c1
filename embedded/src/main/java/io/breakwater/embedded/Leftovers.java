package io.breakwater.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a postmaster that was killed, or whose JVM was killed, left in a data folder: processes, and a pid file.
 *
 * <p>Whoever calls holds the folder's lock, so no live Breakwater uses these processes. They are ended, not adopted: a
 * server that is not our child could neither be watched nor be trusted to have been started with our settings.
 */
final class Leftovers {
    private static final int ORDERLY_SECONDS = 20;
    private static final int ABRUPT_SECONDS = 10;
    private static final Path PROC = Path.of("/proc");

    private final Path data;
    private final Path pidFile;
    private final int orderlySeconds;

    Leftovers(DataFolder folder) {
        this(folder, ORDERLY_SECONDS);
    }

    Leftovers(DataFolder folder, int orderlySeconds) {
        this.orderlySeconds = orderlySeconds;
        this.data = folder.data();
        this.pidFile = folder.pidFile();
    }

    /** Ends what is left, first in order, then abruptly, and removes a pid file that then names nobody. */
    void clear() {
        long postmaster = recordedPid();
        if (postmaster > 0 && isOurs(postmaster)) {
            signal("INT", List.of(postmaster));
            await(orderlySeconds);
        } else {
            // Backends leave by themselves when they notice that their postmaster is gone.
            await(1);
        }
        List<Long> stubborn = processes();
        if (!stubborn.isEmpty()) {
            signal("KILL", stubborn);
            await(ABRUPT_SECONDS);
        }
        if (!processes().isEmpty()) {
            throw new EmbeddedPostgresException(
                    "the processes " + processes() + " still use " + data + " and do not end; end them first");
        }
        removePidFile(postmaster);
    }

    private void removePidFile(long postmaster) {
        try {
            if (postmaster > 0 && !Files.isDirectory(PROC) && isOurs(postmaster)) {
                throw new EmbeddedPostgresException("process " + postmaster + " still uses " + data + "; end it first");
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot remove " + pidFile, e);
        }
    }

    private long recordedPid() {
        try {
            return Files.exists(pidFile)
                    ? Long.parseLong(Files.readAllLines(pidFile).get(0).strip())
                    : 0;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    /** Pids are used again: a live process counts only if it is PostgreSQL at work in this very folder. */
    private boolean isOurs(long pid) {
        if (Files.isDirectory(PROC)) {
            return worksHere(PROC.resolve(Long.toString(pid)));
        }
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> command.endsWith("postgres"))
                .orElse(false);
    }

    /** Every process whose working folder is the data folder. A zombie has none, and so does not count. */
    private List<Long> processes() {
        List<Long> found = new ArrayList<>();
        if (!Files.isDirectory(PROC)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : all) {
                if (worksHere(process)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
            return found;
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot list the processes", e);
        }
    }

    private boolean worksHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private void await(long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!processes().isEmpty() && System.nanoTime() < deadline) {
            Postmaster.pause();
        }
    }

    private static void signal(String signal, List<Long> pids) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\"", "sh", signal));
        pids.forEach(pid -> words.add(Long.toString(pid)));
        Command.run(words);
    }
}
