package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.cli.talk.Settings;
import io.breakwater.cli.talk.Spans;
import io.breakwater.cli.talk.Surroundings;
import io.breakwater.model.BreakwaterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** One run of the tool: what its commands work with, and how it ends. */
final class Cli {
    private static final int MAX_STDIN_BYTES = 1 << 20;
    private static final int LEAST_COLUMNS = 55;
    private static final int MOST_COLUMNS = 120;

    private final Surroundings around;
    private final Console console;
    private final GlobalOptions options = new GlobalOptions();

    Cli(Surroundings around) {
        this.around = around;
        this.console = new Console(around);
    }

    /** Runs one command line; returns the exit code. */
    static int run(Surroundings around, String... args) {
        Cli cli = new Cli(around);
        int exit = cli.commandLine(args).execute(args);
        return exit == Exit.OK.code() && around.out().checkError() ? cli.fail(outputLost(), false) : exit;
    }

    /** What was to be kept may be shown only once: that it was lost must not look like success. */
    private static Failure outputLost() {
        return new Failure(
                "OUTPUT_LOST",
                "the command was done, and its result could not be written to standard output",
                "Check the disk.",
                Exit.INTERNAL);
    }

    /** The whole command tree, or the one branch the arguments need: reading all of it costs a tenth of a second. */
    CommandLine commandLine(String... args) {
        CommandLine commands = new CommandLine(options);
        CommandTree.of(this, args).forEach(commands::addSubcommand);
        return commands.setExecutionStrategy(new CommandLine.RunLast())
                .setParameterExceptionHandler((wrong, given) -> fail(UsageErrors.of(wrong, given), asksForJson(given)))
                .setExecutionExceptionHandler((wrong, command, parsed) -> fail(asFailure(wrong), options.json))
                .setOut(around.out())
                .setErr(around.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        around.coloured("out") ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.min(Math.max(around.columns(), LEAST_COLUMNS), MOST_COLUMNS))
                .setUsageHelpAutoWidth(false)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static boolean asksForJson(String... args) {
        return Arrays.stream(args).takeWhile(arg -> !arg.equals("--")).anyMatch("--json"::equals);
    }

    /** Broad on purpose: this is the outermost loop, and a person is never shown a stack trace. */
    private Failure asFailure(Exception wrong) {
        Throwable cause = wrong.getCause() instanceof Failure ? wrong.getCause() : wrong;
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (cause instanceof BreakwaterException told) {
            String message = Optional.ofNullable(told.getMessage()).orElse("");
            return new Failure(
                    told.code().name(),
                    message,
                    "",
                    Exit.of(told.code().name(), told.code().status()));
        }
        if (around.variable("BREAKWATER_TRACE").isPresent()) {
            wrong.printStackTrace(around.err());
        }
        return new Failure(
                "INTERNAL",
                "the tool itself failed (" + cause.getClass().getSimpleName() + ")",
                "Repeat with BREAKWATER_TRACE=1 and report what it shows.",
                Exit.INTERNAL);
    }

    private int fail(Failure failure, boolean json) {
        console.progressDone();
        console.note(failure.line());
        if (json) {
            console.line(Documents.pretty(asJson(failure)));
        }
        return failure.exit();
    }

    private static JsonNode asJson(Failure failure) {
        ObjectNode document = Documents.object();
        document.putObject("error")
                .put("code", failure.code())
                .put("message", failure.sentence())
                .put("next", failure.next())
                .put("exit", failure.exit());
        return document;
    }

    Surroundings around() {
        return around;
    }

    Console console() {
        return console;
    }

    boolean json() {
        return options.json;
    }

    /** The server of this run. */
    ServerClient server() {
        return server(address());
    }

    ServerClient server(Address address) {
        return new ServerClient(address, Spans.parse(options.timeout));
    }

    Address address() {
        return new Settings(around).address(options.server, options.tokenFile, options.caFile);
    }

    GlobalOptions options() {
        return options;
    }

    /** Prints a result: as JSON when asked for, else as lines. */
    int show(JsonNode document, List<String> lines) {
        if (options.json) {
            console.line(Documents.pretty(document));
        } else {
            console.lines(lines);
        }
        return Exit.OK.code();
    }

    /** Prints a result of one sentence. */
    int show(JsonNode document, String line) {
        return show(document, List.of(line));
    }

    /** The incident that was named, or the only open one: which one is said. */
    String incident(ServerClient server, Optional<String> named) {
        if (named.isPresent()) {
            return named.get();
        }
        List<JsonNode> open = Documents.list(server.read("/incidents?status=OPEN"), "items");
        if (open.isEmpty()) {
            throw new Failure(
                    "NOT_FOUND",
                    "no incident is open",
                    "Declare one: breakwater incident declare \"what is wrong\" --severity 1",
                    Exit.NOT_FOUND);
        }
        if (open.size() > 1) {
            throw Failure.usage(
                    open.size() + " incidents are open: "
                            + String.join(
                                    ", ",
                                    open.stream()
                                            .map(i -> Documents.text(i, "id"))
                                            .toList()),
                    "Name one with --incident.");
        }
        console.note("incident " + Documents.text(open.get(0), "id") + ": " + Documents.text(open.get(0), "title")
                + " (the only one open)");
        return Documents.text(open.get(0), "id");
    }

    /** Goes on only when a person said yes, or the script said --yes. */
    void confirm(String what, boolean yes) {
        if (yes) {
            return;
        }
        if (!console.canAsk()) {
            throw Failure.usage("this needs a yes: " + what, "Add --yes.");
        }
        if (!console.confirmed(what)) {
            throw new Failure("STOPPED", "nothing was done", "", Exit.USAGE);
        }
    }

    /** Text from the command line, or from standard input when it is {@code -}. */
    String text(String given) {
        if (!given.equals("-")) {
            return given;
        }
        try {
            byte[] typed = around.in().readNBytes(MAX_STDIN_BYTES + 1);
            if (typed.length > MAX_STDIN_BYTES) {
                throw new Failure("TOO_LARGE", "more text than a mebibyte", "Attach it as a file.", Exit.USAGE);
            }
            return new String(typed, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new Failure("INPUT_UNREADABLE", "standard input cannot be read", "", Exit.USAGE);
        }
    }
}
