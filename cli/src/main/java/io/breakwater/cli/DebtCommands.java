package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.model.DebtId;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is owed, by whom, until when. */
@Command(
        name = "debts",
        description = "What is owed, by whom, until when.",
        footer = {
            "  breakwater debts list --status OPEN",
            "  breakwater debts show DEBT-63sw68e377",
            "  breakwater debts rules"
        })
final class DebtCommands {
    private final Cli cli;

    DebtCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "list",
            description = "List debts.",
            footer = {
                "  breakwater debts list",
                "  breakwater debts list --status MISSED",
                "  breakwater debts list --owner carol"
            })
    int list(
            @Option(names = "--status", paramLabel = "STATUS", description = "OPEN, MISSED, CLOSED or CLOSED_LATE.")
                    Optional<String> status,
            @Option(
                            names = {"-i", "--incident"},
                            paramLabel = "INCIDENT",
                            description = "Only of this incident.")
                    Optional<String> incident,
            @Option(names = "--owner", paramLabel = "WHO", description = "Only what they owe.")
                    Optional<String> owner) {
        JsonNode page =
                cli.server().readAll("/debts", Query.of("status", status, "incident", incident, "owner", owner));
        return cli.show(page, new Views(cli).debts(Documents.list(page, "items")));
    }

    @Command(name = "show", description = "Show one debt.", footer = "  breakwater debts show DEBT-63sw68e377")
    int show(@Parameters(paramLabel = "DEBT", description = "The debt.") String debt) {
        JsonNode shown = cli.server().read("/debts/" + new DebtId(debt).value());
        return cli.show(shown, new Views(cli).debt(shown));
    }

    @Command(
            name = "rules",
            description = "List the rules by which debts are opened, owed and paid.",
            footer = "  breakwater debts rules")
    int rules() {
        JsonNode rules = cli.server().read("/debts/rules");
        return cli.show(rules, new Views(cli).debtRules(Documents.list(rules, "items")));
    }

    @Command(
            name = "lint",
            description = {
                "List everything that is wrong with debt rules of your own, with its lines. Nothing is changed.",
                "A server is started with them by its setting breakwater.debts."
            },
            footer = {
                "  breakwater debts lint debts.yaml",
                "  breakwater debts lint debts.yaml --own-server   where no server runs, as in CI"
            })
    int lint(
            @Parameters(paramLabel = "FILE", description = "The rules, YAML.") Path file,
            @Option(names = "--own-server", description = "Start a server for it, and take it away afterwards.")
                    boolean ownServer) {
        return new DocumentLint(cli, "debts", "/debts/rules").lint(file, ownServer);
    }

    @Command(
            name = "schema",
            description = "Print the JSON Schema of debt rules, for editors.",
            footer = "  breakwater debts schema > debts.schema.json")
    int schema() {
        JsonNode schema = cli.server().read("/debts/rules/schema");
        return cli.show(schema, Documents.pretty(schema));
    }
}
