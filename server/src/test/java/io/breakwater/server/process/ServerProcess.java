package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built server as a process of its own, as users run it. Its log is kept in the data folder, over restarts. */
public final class ServerProcess implements AutoCloseable {
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 30;
    /** Who it is to a cloud, of which there is no real one here. */
    private static final Map<String, String> TO_A_CLOUD = Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "example", "AWS_REGION", "eu-central-1");

    private final Path data;
    private final Process process;

    private ServerProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
    }

    /** Starts on a free port and waits until it is ready. */
    public static ServerProcess start(Path data, String... settings) {
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(data.resolve("server.json"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx320m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dbreakwater.data=" + data,
                    "-Dbreakwater.port=0",
                    "-Dbreakwater.requests-per-second=5000",
                    "-Dbreakwater.admin-token-file=" + data.resolve("admin.token")));
            for (String setting : settings) {
                command.add((setting.startsWith("quarkus.") ? "-D" : "-Dbreakwater.") + setting);
            }
            command.add("-jar");
            command.add(jar().toString());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolve("server.log").toFile()));
            builder.environment().putAll(TO_A_CLOUD);
            Process process = builder.start();
            ServerProcess server = new ServerProcess(data, process);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on a temporary folder of its own, which {@link #erase} removes. */
    static ServerProcess startFresh(String... settings) {
        try {
            Path folder = Files.createTempDirectory("breakwater-server");
            // Under root, PostgreSQL runs as somebody else, who has to get through.
            folder.toFile().setExecutable(true, false);
            return start(folder, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("breakwater.root", ".."), "server/target/quarkus-app/quarkus-run.jar")
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; build it: mvn -pl server -am package -DskipTests");
        }
        return jar;
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(data.resolve("server.json"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not start:\n" + log());
            }
            pause(20);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same data, another process. */
    ServerProcess restart(String... settings) {
        return start(data, settings);
    }

    public Path data() {
        return data;
    }

    /** Where it listens. */
    public String url() {
        try {
            JsonNode found = Json.mapper().readTree(Files.readAllBytes(data.resolve("server.json")));
            return found.get("url").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first administrator's token. */
    public String token() {
        try {
            return Files.readString(data.resolve("admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first administrator, talking to it. */
    public Api admin() {
        return new Api(url(), token());
    }

    /** The facts of that type that have their place in the log, in order; the latest follow within a second. */
    List<JsonNode> facts(String type) {
        return admin().all("/api/v1/ledger/facts").stream()
                .filter(fact -> fact.at("/envelope/type").asText().equals("io.breakwater." + type + ".v1"))
                .toList();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it wrote, over all its lives on this folder. */
    String log() {
        try {
            return new String(Files.readAllBytes(data.resolve("server.log")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM; returns the exit code. */
    int stop() {
        process.destroy();
        return await();
    }

    private int await() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop within " + STOP_SECONDS + " s:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it if it runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** Stops it and removes its folder. */
    void erase() {
        close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
