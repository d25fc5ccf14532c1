package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that runs with a credential in its environment; the grant ends when it ends.
 *
 * <p>Ctrl-C on a terminal reaches the program too, and means what the program makes of it (psql cancels a query): so
 * this process waits for the program, ends the grant, and only then stops. Without a terminal a signal to stop stops the
 * program as well.
 */
final class CommandUnderGrant {
    private final Cli cli;
    private final ServerClient server;
    private final String grant;
    private final boolean keep;
    private final AtomicBoolean ended = new AtomicBoolean();

    CommandUnderGrant(Cli cli, ServerClient server, String grant, boolean keep) {
        this.cli = cli;
        this.server = server;
        this.grant = grant;
        this.keep = keep;
    }

    int run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.directory(cli.around().workFolder().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_TOKEN"));
        ownLocale(builder.environment());
        builder.environment().putAll(environment);
        Process program = start(builder, command.get(0));
        Thread hook = new Thread(() -> stopped(program), "end-the-grant");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = waitFor(program);
        int proven = end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            return code;
        }
        return code == 0 ? proven : code;
    }

    /** What it was before the launcher wanted UTF-8 for this process. */
    static void ownLocale(Map<String, String> environment) {
        String before = environment.remove("BREAKWATER_LC_ALL");
        if (before != null) {
            environment.remove("LC_ALL");
            if (!before.isEmpty()) {
                environment.put("LC_ALL", before);
            }
        }
    }

    private Process start(ProcessBuilder builder, String name) {
        try {
            return builder.start();
        } catch (IOException notFound) {
            end();
            throw new Failure(
                    "COMMAND_NOT_STARTED",
                    name + " cannot be started; the grant was ended",
                    "Check that it is installed and on the PATH.",
                    Exit.USAGE);
        }
    }

    private void stopped(Process program) {
        if (!cli.console().canAsk()) {
            program.destroy();
        }
        waitFor(program);
        end();
    }

    private static int waitFor(Process program) {
        try {
            return program.waitFor();
        } catch (InterruptedException stopped) {
            program.destroy();
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** Ends the grant once, whoever comes first; the other one waits for it. */
    private synchronized int end() {
        if (keep || ended.getAndSet(true)) {
            return Exit.OK.code();
        }
        try {
            JsonNode after = GrantEnd.of(server, grant, Optional.of("the command ended"));
            if ("ENDED".equals(Documents.text(after, "state"))) {
                cli.console().note("grant " + grant + " is ended; its credential was tried and refused");
            }
            return GrantEnd.provenExit(cli, after);
        } catch (Failure failure) {
            cli.console().note(failure.line());
            cli.console().note("End it yourself: breakwater access end " + grant);
            return failure.exit();
        }
    }
}
