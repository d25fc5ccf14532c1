package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Table;
import io.breakwater.model.PersonId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may act, and as what. */
@Command(
        name = "person",
        description = "Who may act, and as what.",
        footer = {"  breakwater person add alice --name \"Alice Ito\" --functions engineer", "  breakwater person list"
        })
final class PersonCommands {
    private static final String FUNCTIONS =
            "engineer, commander, security-approver, engineering-approver, auditor, administrator.";
    private final Cli cli;

    PersonCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "add",
            description = "Add a person.",
            footer = "  breakwater person add carol --name \"Carol Okafor\" --functions security-approver,commander")
    int add(
            @Parameters(paramLabel = "PERSON", description = "Short name.") String person,
            @Option(names = "--name", paramLabel = "TEXT", description = "The name people know.") Optional<String> name,
            @Option(names = "--functions", split = ",", paramLabel = "FUNCTION", description = FUNCTIONS)
                    List<String> functions) {
        ObjectNode body = Documents.object().put("id", person).put("displayName", name.orElse(person));
        Optional.ofNullable(functions).orElse(List.of()).forEach(body.putArray("functions")::add);
        return cli.show(cli.server().post("/people", body), person + " may act");
    }

    @Command(
            name = "functions",
            description = "Set a person's functions anew.",
            footer = "  breakwater person functions alice engineer,commander")
    int functions(
            @Parameters(paramLabel = "PERSON", description = "Who.") String person,
            @Parameters(arity = "0..1", split = ",", paramLabel = "FUNCTION", description = FUNCTIONS)
                    List<String> functions,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        List<String> wanted = Optional.ofNullable(functions).orElse(List.of());
        cli.confirm("Let " + person + " be " + (wanted.isEmpty() ? "nothing" : String.join(", ", wanted)) + "?", yes);
        ObjectNode body = Documents.object();
        wanted.forEach(body.putArray("functions")::add);
        return cli.show(cli.server().put(path(person) + "/functions", body), person + ": " + String.join(", ", wanted));
    }

    @Command(
            name = "alias",
            description = "Say that another name is the same human being.",
            footer = "  breakwater person alias alice alice-admin")
    int alias(
            @Parameters(paramLabel = "PERSON", description = "Who.") String person,
            @Parameters(paramLabel = "ALIAS", description = "The other name.") String alias) {
        JsonNode linked =
                cli.server().post(path(person) + "/aliases", Documents.object().put("alias", alias));
        return cli.show(linked, alias + " is " + person);
    }

    @Command(
            name = "deactivate",
            description = "A person may no longer act; their tokens stop working.",
            footer = "  breakwater person deactivate mallory --yes")
    int deactivate(
            @Parameters(paramLabel = "PERSON", description = "Who.") String person,
            @Option(
                            names = "--revoke-issued",
                            description = "Revoke the tokens, too, that others have from this person's hands.")
                    boolean revokeIssued,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        cli.confirm("Stop " + person + " from acting?", yes);
        String path = path(person) + "/deactivate" + (revokeIssued ? "?revokeIssued=true" : "");
        JsonNode done = cli.server().post(path, Documents.object());
        return cli.show(done, person + " may no longer act" + stillIssued(done));
    }

    private static String stillIssued(JsonNode deactivated) {
        List<JsonNode> issued = Documents.list(deactivated, "issued");
        if (issued.isEmpty()) {
            return "";
        }
        String tokens = issued.stream()
                .map(token -> "\n  " + Documents.text(token, "token") + " of " + Documents.text(token, "person"))
                .collect(Collectors.joining());
        return "; these tokens came from their hands and still work:" + tokens
                + "\nRevoke them with --revoke-issued, or one at a time: breakwater token revoke TOKEN";
    }

    @Command(name = "list", description = "List people.", footer = "  breakwater person list")
    int list() {
        JsonNode page = cli.server().readAll("/people", "");
        Table table = new Table("PERSON", "NAME", "FUNCTIONS", "");
        Documents.list(page, "items")
                .forEach(p -> table.row(
                        Documents.text(p, "id"),
                        Documents.text(p, "displayName"),
                        String.join(", ", Documents.texts(p, "functions")),
                        p.path("active").asBoolean(true) ? "" : "deactivated"));
        return cli.show(page, new Views(cli).rows(table, "Nobody."));
    }

    static String path(String person) {
        return "/people/" + new PersonId(person).value();
    }
}
