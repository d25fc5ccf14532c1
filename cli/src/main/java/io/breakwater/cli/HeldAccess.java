package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.ChildProcess;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Access that this process asks for, and sees ended wherever the process is told to stop: while the request is under way,
 * before the credential was shown, and while a program runs with it.
 *
 * <p>The request has one idempotency key, so that one whose answer never came can be sent again to learn which grant it
 * made, and that grant ended. Ctrl-C on a terminal reaches the program too, and means what the program makes of it (psql
 * cancels a query): so this process waits for the program, ends the grant, and only then stops. Without a terminal a
 * signal to stop stops the program as well.
 */
final class HeldAccess implements AutoCloseable {
    private static final String STOPPED = "the tool was told to stop; the command had had the credential";
    private static final Duration SETTLING_PATIENCE = Duration.ofSeconds(40);
    private static final long POLL_MILLIS = 250;
    private static final int POLLS = 80;

    private final Cli cli;
    private final ServerClient server;
    private final boolean forAProgram;
    private final String key = ServerClient.newKey();
    private final Thread hook = new Thread(this::stopped, "end-the-grant");
    private @Nullable JsonNode asked;
    private @Nullable String grant;
    private @Nullable Process program;
    private boolean stopping;
    private boolean over;

    /** Nothing is asked for yet. Without a program, a request that waits is left standing when the process stops. */
    HeldAccess(Cli cli, ServerClient server, boolean forAProgram) {
        this.cli = cli;
        this.server = server;
        this.forAProgram = forAProgram;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            throw new Failure("STOPPED", "stopped before anything was asked for", "", Exit.UNREACHABLE);
        }
    }

    /** Asks, and knows which grant it is from then on. */
    JsonNode ask(JsonNode body) {
        underWay(body);
        try {
            JsonNode answer = server.post("/grants", body, server.timeout(), key);
            known(Documents.text(answer, "id"));
            return answer;
        } catch (Failure failure) {
            if (failure.code().equals("SERVER_TOO_LATE")) {
                end("its answer came too late");
            }
            throw failure;
        } finally {
            answered();
        }
    }

    private synchronized void underWay(JsonNode body) {
        requireGoingOn();
        asked = body;
    }

    private synchronized void known(String id) {
        grant = id;
    }

    private synchronized void answered() {
        asked = null;
    }

    /** Collects the credential; a program that gets none leaves nothing open. */
    Credential collect(String id) {
        try {
            return Credential.collect(server, id);
        } catch (Failure failure) {
            if (forAProgram) {
                end("the credential could not be collected");
            }
            throw failure;
        }
    }

    /** Starts a program, unless the process is stopping. */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        requireGoingOn();
        Process started = builder.start();
        program = started;
        return started;
    }

    private void requireGoingOn() {
        if (stopping) {
            throw new Failure("STOPPED", "stopped; what was opened is being ended", "", Exit.UNREACHABLE);
        }
    }

    /** From here on the access is somebody else's to end. */
    synchronized void letGo() {
        over = true;
    }

    private void stopped() {
        Optional<Process> running = running();
        if (!cli.console().canAsk()) {
            running.ifPresent(Process::destroy);
        }
        running.ifPresent(HeldAccess::waitFor);
        end(running.isPresent() ? STOPPED : "stopped before it was used");
    }

    private synchronized Optional<Process> running() {
        stopping = true;
        return Optional.ofNullable(program);
    }

    static int waitFor(Process program) {
        try {
            return program.waitFor();
        } catch (InterruptedException stopped) {
            program.destroy();
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** Ends the access once, whoever comes first; the other one waits for it. */
    synchronized int end(String why) {
        if (over || (asked == null && grant == null)) {
            return Exit.OK.code();
        }
        over = true;
        try {
            String id = grant == null ? learn() : grant;
            grant = id;
            return program == null ? endUnused(id, why) : endProven(id, why);
        } catch (Failure failure) {
            cli.console().note(failure.line());
            cli.console()
                    .note(
                            grant == null
                                    ? "Whether access was opened is not known: see `breakwater access list`."
                                    : "End it yourself: breakwater access end " + grant);
            return failure.exit();
        }
    }

    /** The same request again is the same grant: its answer names it. */
    private String learn() {
        return Documents.text(
                server.post("/grants", Optional.ofNullable(asked).orElseThrow(), SETTLING_PATIENCE, key), "id");
    }

    private int endUnused(String id, String why) {
        String state = decidedState(id);
        boolean waits = List.of("REQUESTED", "APPROVED", "BYPASSED").contains(state);
        if (waits && forAProgram || List.of("ACTIVE", "ENDING").contains(state)) {
            return endProven(id, why);
        }
        return Exit.OK.code();
    }

    /** While it is being opened it cannot be ended. */
    private String decidedState(String id) {
        for (int i = 0; ; i++) {
            String state = Documents.text(server.read(AccessCommand.path(id)), "state");
            if (!state.equals("INTENDED") || i == POLLS) {
                return state;
            }
            ChildProcess.pause(POLL_MILLIS);
        }
    }

    private int endProven(String id, String why) {
        JsonNode after = GrantEnd.of(server, id, Optional.of(why));
        switch (Documents.text(after, "state")) {
            case "ENDED" -> cli.console().note("grant " + id + " is ended; its credential was tried and refused");
            case "WITHDRAWN" -> cli.console().note("request " + id + " is taken back");
            default -> {}
        }
        return GrantEnd.provenExit(cli, after);
    }

    /** The process goes on, unless it is being stopped; what is open is as it is. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook ends what is open.
        }
    }
}
