package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.ServerClient;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may open which door, as a document. */
@Command(
        name = "policy",
        description = "Who may open which door, as one document.",
        footer = {"  breakwater policy lint policy.yaml", "  breakwater policy apply policy.yaml"})
final class PolicyCommands {
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
        return new DocumentLint(cli, "policy").lint(file, ownServer);
    }

    @Command(
            name = "apply",
            description = "Put a policy into force. What was asked for under the old one keeps its terms.",
            footer = "  breakwater policy apply policy.yaml")
    int apply(
            @Parameters(paramLabel = "FILE", description = "The policy, YAML.") Path file,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        ServerClient server = cli.server();
        String document = WrittenFile.text(cli, file);
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
}
