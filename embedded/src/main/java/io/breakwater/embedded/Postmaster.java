package io.breakwater.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the server process, from its start to its end. Started by the thread that waits for its end. */
final class Postmaster {
    private static final long READY_SECONDS = 120;
    private static final long STOP_SECONDS = 30;
    private static final int STATUS_LINE = 7;

    private final DataFolder folder;
    private final Process process;
    private final int port;

    private Postmaster(DataFolder folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts the server, and returns when it answers. */
    static Postmaster start(Binaries binaries, DataFolder folder, int port, Map<String, String> settings) {
        try {
            ProcessBuilder builder = Command.builder(folder.account().asChild(words(binaries, folder, port, settings)));
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
            Process process = builder.start();
            process.getOutputStream().close();
            Postmaster postmaster = new Postmaster(folder, process, port);
            try {
                postmaster.awaitReady();
            } catch (EmbeddedPostgresException e) {
                process.destroyForcibly();
                throw e;
            }
            return postmaster;
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot start PostgreSQL", e);
        }
    }

    private static List<String> words(Binaries binaries, DataFolder folder, int port, Map<String, String> settings) {
        List<String> words = new ArrayList<>(
                List.of(binaries.program("postgres"), "-D", folder.data().toString(), "-p", Integer.toString(port)));
        settings.forEach((name, value) -> {
            words.add("-c");
            words.add(name + "=" + value);
        });
        return words;
    }

    /** A port nobody listens on at this moment, on the loopback address. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("no free port on the loopback address", e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (!ready()) {
            if (!process.isAlive()) {
                throw new EmbeddedPostgresException("PostgreSQL did not start: "
                        + new Command(process.exitValue(), folder.lastWords()).explained());
            }
            if (System.nanoTime() > deadline) {
                stop();
                throw new EmbeddedPostgresException(
                        "PostgreSQL was not ready after " + READY_SECONDS + " s: " + folder.lastWords());
            }
            pause();
        }
    }

    /** What pg_ctl looks at: the status line of the pid file, once the file is this process's own. */
    private boolean ready() {
        try {
            List<String> lines = Files.exists(folder.pidFile()) ? Files.readAllLines(folder.pidFile()) : List.of();
            return lines.size() > STATUS_LINE
                    && lines.get(0).strip().equals(Long.toString(process.pid()))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the end, however it comes. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Stops the server in order: sessions are ended, everything is written. Abruptly if it takes too long. */
    void stop() {
        // SIGINT is the "fast" shutdown; the SIGTERM of Process.destroy would wait for every session to end by itself.
        Command.run(List.of("sh", "-c", "kill -s INT " + process.pid()));
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        }
    }

    static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        }
    }
}
