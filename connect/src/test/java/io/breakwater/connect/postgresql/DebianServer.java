package io.breakwater.connect.postgresql;

import io.breakwater.connect.ForeignProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's PostgreSQL 15 on a free loopback port, its data in a temporary folder; it can be stopped and started. */
final class DebianServer implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    static final String SUPERUSER_PASSWORD = "only-for-tests-Superuser";

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final String UNPRIVILEGED = "65534";

    private final Map<String, String> settings;
    private final Path folder;
    private final int port;
    private Process process;

    DebianServer(Map<String, String> settings) throws IOException, InterruptedException {
        this.settings = settings;
        this.folder = Files.createTempDirectory("breakwater-target");
        this.port = ForeignProgram.freePort();
        initialise();
        this.process = launch();
    }

    int port() {
        return port;
    }

    Path log() {
        return folder.resolve("log");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** The immediate shutdown: every session sees its connection break. */
    void stop() throws IOException, InterruptedException {
        run(command("pg_ctl", "stop", "-D", data().toString(), "-m", "immediate"));
        process.waitFor(30, TimeUnit.SECONDS);
    }

    void startAgain() throws IOException, InterruptedException {
        process = launch();
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
            ForeignProgram.erase(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void initialise() throws IOException, InterruptedException {
        Path password = Files.writeString(folder.resolve("password"), SUPERUSER_PASSWORD);
        Files.createFile(log());
        if (isRoot()) {
            run(List.of("chown", "-R", UNPRIVILEGED + ":" + UNPRIVILEGED, folder.toString()));
        }
        run(command(
                "initdb",
                "-D",
                data().toString(),
                "-U",
                SUPERUSER,
                "-A",
                "scram-sha-256",
                "--pwfile",
                password.toString(),
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
    }

    private Process launch() throws IOException, InterruptedException {
        List<String> words = command("postgres", "-D", data().toString(), "-p", Integer.toString(port));
        words.addAll(List.of("-h", "127.0.0.1", "-k", ""));
        settings.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        Process started = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        awaitReady(started);
        return started;
    }

    private void awaitReady(Process started) throws InterruptedException, IOException {
        SQLException last = new SQLException("not tried");
        for (int i = 0; i < 600 && started.isAlive(); i++) {
            try (Connection ready = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, SUPERUSER_PASSWORD)) {
                ready.isValid(1);
                return;
            } catch (SQLException e) {
                last = e;
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("PostgreSQL did not start: " + Files.readString(log()), last);
    }

    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups"));
        }
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
    }
}
