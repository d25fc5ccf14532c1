package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.model.DebtId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is owed, by whom, until when. */
@Command(
        name = "debts",
        description = "What is owed, by whom, until when.",
        footer = {"  breakwater debts list --status OPEN", "  breakwater debts show DEBT-63sw68e377"})
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
}
