package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may open which door, as a document. */
@Command(
        name = "policy",
        description = "Who may open which door, as one document.",
        footer = {"  breakwater policy lint policy.yaml", "  breakwater policy apply policy.yaml"})
final class PolicyCommands {
    private static final long MAX_POLICY_BYTES = 1 << 20;
    private final Cli cli;

    PolicyCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "show",
            description = "Print the policy in force.",
            footer = "  breakwater policy show > policy.yaml")
    int show() {
        JsonNode policy = cli.server().read("/policy");
        return cli.show(policy, Documents.text(policy, "document").stripTrailing());
    }

    @Command(
            name = "lint",
            description = {
                "List everything that is wrong with a policy, with its lines. Nothing is changed.",
                "A server reads it, so that it means here what it means when it is applied."
            },
            footer = {
                "  breakwater policy lint policy.yaml",
                "  breakwater policy lint policy.yaml --own-server   where no server runs, as in CI"
            })
    int lint(
            @Parameters(paramLabel = "FILE", description = "The policy, YAML.") Path file,
            @Option(names = "--own-server", description = "Start a server for it, and take it away afterwards.")
                    boolean ownServer) {
        ObjectNode asked = Documents.object().put("document", document(file));
        JsonNode answer = ownServer ? ShortServer.ask(cli, "/policy/lint", asked) : onAServer(file, asked);
        List<JsonNode> problems = Documents.list(answer, "problems");
        cli.show(
                answer,
                problems.isEmpty()
                        ? List.of(file + ": no problems")
                        : problems.stream().map(problem -> line(file, problem)).toList());
        return problems.isEmpty() ? Exit.OK.code() : Exit.USAGE.code();
    }

    private JsonNode onAServer(Path file, ObjectNode asked) {
        try {
            return cli.server().post("/policy/lint", asked);
        } catch (Failure none) {
            if (!List.of("NO_SERVER", "SERVER_UNREACHABLE").contains(none.code())) {
                throw none;
            }
            throw new Failure(
                    none.code(),
                    none.sentence() + ", and a server reads the policy",
                    "Let one be started for it: breakwater policy lint " + file + " --own-server",
                    none.exit());
        }
    }

    private static String line(Path file, JsonNode problem) {
        return file + ":" + Documents.text(problem, "line") + ":" + Documents.text(problem, "column") + ": "
                + Documents.text(problem, "code") + ": " + Documents.text(problem, "message");
    }

    @Command(
            name = "apply",
            description = "Put a policy into force. What was asked for under the old one keeps its terms.",
            footer = "  breakwater policy apply policy.yaml")
    int apply(
            @Parameters(paramLabel = "FILE", description = "The policy, YAML.") Path file,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        ServerClient server = cli.server();
        String document = document(file);
        String before = Documents.text(server.read("/policy"), "document");
        if (before.equals(document)) {
            return cli.show(server.read("/policy"), file + " is in force already");
        }
        if (!cli.json()) {
            LineChanges.between(before, document).forEach(cli.console()::line);
        }
        cli.confirm("Put " + file + " into force?", yes);
        JsonNode applied = server.put("/policy", Documents.object().put("document", document));
        return cli.show(applied, "In force: " + Documents.text(applied, "digest"));
    }

    @Command(
            name = "schema",
            description = "Print the JSON Schema of the policy, for editors.",
            footer = "  breakwater policy schema > policy.schema.json")
    int schema() {
        JsonNode schema = cli.server().read("/policy/schema");
        return cli.show(schema, Documents.pretty(schema));
    }

    private String document(Path file) {
        try {
            Path found = cli.around().workFolder().resolve(file);
            if (Files.size(found) > MAX_POLICY_BYTES) {
                throw Failure.usage(file + " is larger than a mebibyte", "That is no policy.");
            }
            return Files.readString(found);
        } catch (MalformedInputException notText) {
            throw Failure.usage(file + " is not UTF-8 text", "Save it as UTF-8.");
        } catch (IOException unreadable) {
            throw Failure.usage(file + " cannot be read", "Check its name and its owner.");
        }
    }
}
