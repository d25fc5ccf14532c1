package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Accounts found at a target that no grant explains. */
@Command(
        name = "findings",
        description = "Accounts found at a target that no grant explains.",
        footer = "  breakwater findings")
final class FindingsCommand implements Callable<Integer> {
    private final Cli cli;

    FindingsCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        JsonNode page = cli.server().readAll("/findings", "");
        Table table = new Table("TARGET", "ACCOUNT", "WHAT");
        Documents.list(page, "items")
                .forEach(f -> table.row(
                        Documents.text(f, "target"), Documents.text(f, "account"), Documents.text(f, "detail")));
        return cli.show(page, new Views(cli).rows(table, "No findings: every account is explained by a grant."));
    }
}
