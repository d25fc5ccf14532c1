package io.breakwater.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A short-lived program and what came of it. */
record Command(int exit, String output) {
    private static final long TIMEOUT_SECONDS = 120;
    private static final int MAX_OUTPUT = 4_000;

    /** Runs a program to its end; standard error goes with standard output. */
    static Command run(List<String> words) {
        try {
            Process process = builder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new EmbeddedPostgresException(words.get(0) + " did not end within " + TIMEOUT_SECONDS + " s");
            }
            return new Command(process.exitValue(), tail(output));
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot run " + words.get(0), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A program that sees nothing of our environment that would change what it does. */
    static ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
        builder.environment().keySet().removeIf(Command::misleads);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    /** Whether it ended well. */
    boolean succeeded() {
        return exit == 0;
    }

    /** The output, and in words a person understands what is behind it. */
    String explained() {
        String lower = output.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
            return "the disk is full; make room and start again (" + output + ")";
        }
        if (lower.contains("address already in use")) {
            return "the port is taken by another program; end that one, or choose another port (" + output + ")";
        }
        if (lower.contains("permission denied")) {
            return "a file or folder may not be used by the account PostgreSQL runs under (" + output + ")";
        }
        return output.isEmpty() ? "it said nothing and ended with " + exit : output;
    }

    static EmbeddedPostgresException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EmbeddedPostgresException("interrupted while waiting for PostgreSQL", e);
    }

    private static String tail(String output) {
        return output.length() <= MAX_OUTPUT ? output : "…" + output.substring(output.length() - MAX_OUTPUT);
    }

    private static boolean misleads(String variable) {
        return variable.startsWith("PG")
                || variable.startsWith("LC_")
                || variable.startsWith("LD_")
                || variable.equals("LANG")
                || variable.equals("LANGUAGE");
    }
}
