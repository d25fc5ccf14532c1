package io.breakwater.cli;

import io.breakwater.cli.talk.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/cli.md, made from the commands themselves. */
final class CommandReference {
    private static final String HEAD = """
            # Commands

            Made from the commands themselves by `CommandReferenceTest`; after a change of a command run
            `mvn -pl cli -am test -Dtest=CommandReferenceTest -Dbreakwater.regenerate=true`.

            Server and token come from `--server` and `--token-file`, else from the environment (`BREAKWATER_URL`,
            `BREAKWATER_TOKEN` or `BREAKWATER_TOKEN_FILE`, `BREAKWATER_CA_FILE`), else from what `breakwater login` kept. A
            token is never an argument. Results go to standard output, everything said about them to standard error;
            `--json` prints exactly one document, errors included. Colour is left out when `NO_COLOR` is set or the output
            is not a terminal. The options in the first section below go with every command. What is written reaches the
            record as UTF-8, also where the locale is `C`.

            ## Exit codes

            | code | meaning |
            |---|---|
            | 0 | done |
            | 2 | the command line, a file or a policy is wrong; nothing was done |
            | 3 | refused: policy, or not allowed |
            | 4 | not found |
            | 5 | the server or its journal cannot be reached |
            | 6 | conflict, or not possible in this state |
            | 7 | the target cannot be reached, or a revocation is not proven |
            | 8 | needs approval: not open yet |
            | 9 | the tool or the server failed |

            `verify` and `drill`, when a pack is refused: 20 not a pack, 21 manifest signature, 22 file altered, missing or
            extra, 23 fact altered, 24 hole in the numbering or tail cut, 25 inclusion proof, 26 checkpoint signature or
            other log (also `ledger verify`), 27 consistency with the previous pack, 28 content missing or altered,
            29 pack of another incident, 30 cosignature.

            `scan`: 0 all that needs cover has it, 10 suspected compromise, 11 uncovered or partly covered, 12 something that
            was given could not be read, or no event is of the time that was asked for, 13 whether something is covered is
            unknown, 14 the logs have gaps; the first of these that applies. 15 in place of 0, 13 or 14: digest files among
            the logs show that logs were changed, removed or added.

            `digest verify`: 0 proven, 40 something was changed, removed or added, 41 times without digests, 42 not every
            signature could be checked, 43 no digest.
            """;

    private static final String OF_EVERY_COMMAND =
            " +(--server=URL|--token-file=FILE|--ca-file=PEM|--timeout=TIME|--json|-h, --help|-V, --version) .*";

    private CommandReference() {}

    private static boolean isRoot(CommandLine command) {
        return command.getParent() == null;
    }

    static CommandLine commands() {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path here = Path.of("");
        Surroundings around = new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of(),
                here,
                here,
                Optional.empty(),
                Set.of(),
                100,
                InstantSource.system());
        return new Cli(around).commandLine("--help");
    }

    static List<CommandLine> all(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        new LinkedHashSet<>(command.getSubcommands().values()).forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    static String text() {
        return HEAD + all(commands()).stream().map(CommandReference::section).collect(Collectors.joining());
    }

    private static String section(CommandLine command) {
        String usage = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .filter(line -> isRoot(command) || !line.matches(OF_EVERY_COMMAND))
                .collect(Collectors.joining("\n"));
        usage = usage.replace("\nOptions:\n\n", "\n");
        return "\n## " + command.getCommandSpec().qualifiedName() + "\n\n```text\n" + usage.strip() + "\n```\n";
    }
}
