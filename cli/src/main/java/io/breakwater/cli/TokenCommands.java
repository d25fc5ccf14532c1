package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.PrivateFile;
import io.breakwater.cli.talk.Spans;
import io.breakwater.cli.talk.Table;
import io.breakwater.model.TokenId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What proves to the server who calls. */
@Command(
        name = "token",
        description = "What proves to the server who calls.",
        footer = {
            "  breakwater token create alice --label laptop --for 30d -o alice.token",
            "  breakwater token revoke TK-hfhby0bsvm"
        })
final class TokenCommands {
    private final Cli cli;

    TokenCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "create",
            description = "Make a token; its secret is shown once, or written to a file of your own.",
            footer = "  breakwater token create alice --label laptop --for 30d -o alice.token")
    int create(
            @Parameters(paramLabel = "PERSON", description = "Whose.") String person,
            @Option(names = "--label", required = true, paramLabel = "TEXT", description = "Where it will be used.")
                    String label,
            @Option(
                            names = "--for",
                            defaultValue = "30d",
                            paramLabel = "TIME",
                            description = "For how long (default: ${DEFAULT-VALUE}).")
                    String span,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "Write the secret here (0600) instead of showing it.")
                    Optional<Path> output) {
        ObjectNode body = Documents.object()
                .put("label", label)
                .put("expiresInSeconds", Spans.parse(span).toSeconds());
        output.ifPresent(this::requireNew);
        JsonNode made = cli.server().post(PersonCommands.path(person) + "/tokens", body);
        if (output.isEmpty()) {
            return cli.show(
                    made,
                    List.of(
                            Documents.text(made, "token") + ", shown this once:",
                            "  " + Documents.text(made, "secret")));
        }
        PrivateFile.write(cli.around().workFolder().resolve(output.get()), Documents.text(made, "secret") + "\n");
        JsonNode shown = Documents.object()
                .put("token", Documents.text(made, "token"))
                .put("file", output.get().toString());
        return cli.show(shown, Documents.text(made, "token") + " is in " + output.get());
    }

    /** Before the token is made: what is written over could still be valid, and nobody would have it any more. */
    private void requireNew(Path file) {
        Path found = cli.around().workFolder().resolve(file);
        Path folder = found.toAbsolutePath().getParent();
        if (Files.exists(found)) {
            throw Failure.usage(file + " exists already", "Choose another name, or remove it; no token was made.");
        }
        if (folder == null || !Files.isWritable(folder)) {
            throw Failure.usage(file + " cannot be written", "Check the folder; no token was made.");
        }
    }

    @Command(name = "list", description = "List a person's tokens.", footer = "  breakwater token list alice")
    int list(@Parameters(paramLabel = "PERSON", description = "Whose.") String person) {
        JsonNode page = cli.server().readAll(PersonCommands.path(person) + "/tokens", "");
        Views views = new Views(cli);
        Table table = new Table("TOKEN", "LABEL", "EXPIRES", "");
        Documents.list(page, "items")
                .forEach(t -> table.row(
                        Documents.text(t, "token").isEmpty() ? Documents.text(t, "id") : Documents.text(t, "token"),
                        Documents.text(t, "label"),
                        views.when(Documents.text(t, "expiresAt")),
                        Documents.text(t, "revokedAt").isEmpty() ? "" : "revoked"));
        return cli.show(page, views.rows(table, "No tokens."));
    }

    @Command(
            name = "revoke",
            description = "Make a token useless, at once.",
            footer = "  breakwater token revoke TK-hfhby0bsvm --yes")
    int revoke(
            @Parameters(paramLabel = "TOKEN", description = "The token's name, not its secret.") String token,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        if (token.startsWith("bw_")) {
            throw Failure.usage(
                    "that is a token's secret, not its name", "`breakwater token list PERSON` shows the names.");
        }
        cli.confirm("Make " + token + " useless?", yes);
        return cli.show(cli.server().delete("/tokens/" + new TokenId(token).value()), token + " is useless now");
    }
}
