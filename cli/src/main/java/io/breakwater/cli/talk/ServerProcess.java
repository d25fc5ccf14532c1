package io.breakwater.cli.talk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A server of this machine, started and stopped by the tool. Its log is a file in its data folder. */
public final class ServerProcess implements AutoCloseable {
    /** First start makes a database cluster and its schema. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(180);

    private static final long POLL_MILLIS = 50;
    private static final String CAUSE = "Caused by: ";
    private static final String ANNOUNCEMENT = "server.json";

    private final ChildProcess child;
    private final Path data;
    private final Path log;

    private ServerProcess(ChildProcess child, Path data, Path log) {
        this.child = child;
        this.data = data;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param root the folder the tool was started from; the server's jar is under it
     * @param settings keys as {@code breakwater.port}; none may be a secret, they show in the process list
     * @param javaOptions options of the JVM
     * @param keeps which variables of the environment it gets
     */
    public static ServerProcess start(
            Path root, Path data, Map<String, String> settings, List<String> javaOptions, Predicate<String> keeps) {
        Path jar = root.resolve("server/target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Failure(
                    "SERVER_NOT_BUILT", jar + " is missing", "Run ./breakwater once; it builds it.", Exit.INTERNAL);
        }
        PrivateFile.passableFolder(data);
        requireNoneOn(data);
        removeOldAnnouncement(data.resolve(ANNOUNCEMENT));
        Path log = data.resolve("server.log");
        List<String> command = new java.util.ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(javaOptions);
        command.add("-Duser.home=" + System.getProperty("user.home"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        return new ServerProcess(ChildProcess.start(command, log, keeps), data, log);
    }

    /** Refuses a data folder on which a server runs already. */
    public static void requireNoneOn(Path data) {
        Documents.parse(bytes(data.resolve(ANNOUNCEMENT)))
                .map(announced -> announced.path("pid").asLong())
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").contains("java"))
                .ifPresent(alive -> {
                    throw new Failure(
                            "ALREADY_RUNNING",
                            "a server (process " + alive.pid() + ") already runs on this data folder",
                            "Stop it first, or use another --data.",
                            Exit.CONFLICT);
                });
    }

    private static void removeOldAnnouncement(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            throw new Failure("NOT_WRITTEN", file + " cannot be removed", "Check the folder's owner.", Exit.USAGE);
        }
    }

    /** Waits until the server answers that it is ready; returns its address without a token. */
    public Address awaitReady(Runnable whileWaiting) {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Address> ready = announced().filter(ServerProcess::answersReady);
            if (ready.isPresent()) {
                return ready.get();
            }
            if (!child.isAlive()) {
                throw notStarted("the server stopped while starting");
            }
            whileWaiting.run();
            ChildProcess.pause(POLL_MILLIS);
        }
        throw notStarted("the server was not ready within " + Spans.text(START_PATIENCE));
    }

    private Failure notStarted(String sentence) {
        return new Failure(
                "SERVER_NOT_STARTED", sentence + lastWords(), "The whole log is " + log + ".", Exit.UNREACHABLE);
    }

    /** The innermost cause when there is a trace, else the last line. */
    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                    .toList();
            List<String> causes = lines.stream()
                    .filter(line -> line.startsWith(CAUSE))
                    .map(line -> line.substring(CAUSE.length()).replaceFirst("^[\\w.$]+(Exception|Error): ", ""))
                    .toList();
            List<String> said = causes.isEmpty() ? lines : causes;
            return said.isEmpty() ? "" : ". Its last words: " + said.get(said.size() - 1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private Optional<Address> announced() {
        return Documents.parse(bytes(data.resolve(ANNOUNCEMENT)))
                .filter(announcement -> announcement.path("pid").asLong() == child.pid())
                .map(announcement ->
                        Address.of(Documents.text(announcement, "url"), Optional.empty(), Optional.empty()));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException notThereYet) {
            return new byte[0];
        }
    }

    private static boolean answersReady(Address address) {
        try {
            JsonNode health = new ServerClient(address, Duration.ofSeconds(5)).read("/q/health/ready");
            return "UP".equals(Documents.text(health, "status"));
        } catch (Failure notYet) {
            return false;
        }
    }

    /** The process id. */
    public long pid() {
        return child.pid();
    }

    /** Where the server writes its log. */
    public Path log() {
        return log;
    }

    /** Waits until the server ends; returns its exit code. */
    public int await() {
        return child.await();
    }

    /** Stops the server in order and waits until it and its database are gone. */
    @Override
    public void close() {
        child.close();
    }
}
