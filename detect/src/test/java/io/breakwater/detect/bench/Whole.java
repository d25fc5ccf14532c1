package io.breakwater.detect.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.bench.Contest.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The whole command over a corpus, in processes of its own as a person starts it: start, rules, reading, judging, answer. */
final class Whole {
    private static final int LOOK_EVERY_MILLIS = 5;
    private static final int MOST_SECONDS = 600;

    private final Path launcher;
    private final Path logs;
    private final Path folder;
    private long peakKilobytes;

    /** @param folder for what the command writes */
    Whole(Path launcher, Path logs, Path folder) {
        this.launcher = launcher;
        this.logs = logs;
        this.folder = folder;
    }

    /** The most memory that was resident in any of its processes, as far as the system tells (Linux). */
    long peakKilobytes() {
        return peakKilobytes;
    }

    /** Runs it once with these options. */
    Cost run(int threads, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of(launcher.toString(), "scan", logs.toString(), "--quiet", "--threads", "" + threads));
        command.addAll(options);
        long from = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("said.txt").toFile())
                    .redirectError(folder.resolve("errors.txt").toFile())
                    .start();
            Duration cpu = watched(process);
            return new Cost((System.nanoTime() - from) / 1e9, cpu.toMillis() / 1e3);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Looks at it until it ends: afterwards nobody knows what it used. */
    private Duration watched(Process process) throws IOException, InterruptedException {
        Duration cpu = Duration.ZERO;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
            peakKilobytes = Math.max(peakKilobytes, Resident.peakKilobytes(process.pid()));
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("the command does not end");
            }
        }
        if (process.exitValue() < 10 || process.exitValue() > 14) {
            throw new IllegalStateException("the command ended with " + process.exitValue() + ": "
                    + Files.readString(folder.resolve("errors.txt")));
        }
        return cpu;
    }

    /** How many findings there are of each rule, by its title, of a run with {@code --json}. */
    Map<String, Long> found() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        for (JsonNode group :
                new ObjectMapper().readTree(folder.resolve("said.txt").toFile()).path("groups")) {
            found.merge(group.path("title").asText(), group.path("count").asLong(), Long::sum);
        }
        return found;
    }
}
