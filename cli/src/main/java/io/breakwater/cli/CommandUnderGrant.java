package io.breakwater.cli;

import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.Spans;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that runs with a credential in its environment; the grant ends when it ends. That it ran, how long and how it
 * ended goes on the record as what the requester says: a claim, beside what is seen at the target.
 */
final class CommandUnderGrant {
    private final Cli cli;
    private final HeldAccess access;
    private final boolean keep;

    CommandUnderGrant(Cli cli, HeldAccess access, boolean keep) {
        this.cli = cli;
        this.access = access;
        this.keep = keep;
    }

    int run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.directory(cli.around().workFolder().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_TOKEN"));
        ownLocale(builder.environment());
        builder.environment().putAll(environment);
        Process program = start(builder, command.get(0));
        if (keep) {
            access.letGo();
        }
        long begun = cli.around().clock().millis();
        int code = HeldAccess.waitFor(program);
        int proven = access.end(ended(code, cli.around().clock().millis() - begun));
        return code == 0 ? proven : code;
    }

    private static String ended(int code, long millis) {
        return "the command, which had the credential, ended with code " + code + " after "
                + Spans.text(Duration.ofMillis(Math.max(0, millis)));
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
            return access.start(builder);
        } catch (IOException notFound) {
            access.end("the command could not be started");
            throw new Failure(
                    "COMMAND_NOT_STARTED",
                    name + " cannot be started; the grant was ended",
                    "Check that it is installed and on the PATH.",
                    Exit.USAGE);
        }
    }
}
