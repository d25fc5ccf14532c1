package io.breakwater.cli.talk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process the tool started, that does not outlive it: asked to stop, waited for, and in the end killed with its children. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final Thread hook;

    private ChildProcess(Process process) {
        this.process = process;
        this.hook = new Thread(this::stop, "stop-" + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a program that writes to a log file; it gets the variables whose names are to be kept. */
    public static ChildProcess start(List<String> command, Path log, Predicate<String> keeps) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().keySet().removeIf(keeps.negate());
        try {
            return new ChildProcess(builder.start());
        } catch (IOException notStarted) {
            throw new Failure(
                    "COMMAND_NOT_STARTED", command.get(0) + " cannot be started", "Check the machine.", Exit.INTERNAL);
        }
    }

    /** The JVM this one runs on. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits until it ends; returns its exit code. */
    public int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("STOPPED", "stopped", "", Exit.UNREACHABLE);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook runs anyway; stopping twice does nothing.
        }
    }

    private synchronized void stop() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        process.destroy();
        boolean gone = awaitGone(List.of(process.toHandle()), STOP_PATIENCE);
        if (!gone) {
            process.destroyForcibly();
        }
        family.add(process.toHandle());
        if (!awaitGone(family, gone ? KILL_PATIENCE : Duration.ZERO)) {
            family.forEach(ProcessHandle::destroyForcibly);
            awaitGone(family, KILL_PATIENCE);
        }
    }

    private static boolean awaitGone(List<ProcessHandle> family, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (family.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(POLL_MILLIS);
        }
        return true;
    }

    /** Waits a moment. */
    public static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("STOPPED", "stopped", "", Exit.UNREACHABLE);
        }
    }
}
