package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.Spans;
import io.breakwater.cli.talk.Table;
import io.breakwater.model.FindingId;
import io.breakwater.model.IncidentId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was found: accounts at a target that no grant explains, and what the clouds' logs show. */
@Command(
        name = "findings",
        description = {
            "Accounts found at a target that no grant explains; with list, what was found in the clouds' logs."
        },
        footer = {
            "  breakwater findings",
            "  breakwater findings list --status OPEN",
            "  breakwater findings explain F-0123456789abcdef \"planned move\" --ticket CHG-17"
        })
final class FindingsCommand implements Callable<Integer> {
    private static final String FINDING = "The finding.";
    private static final String TICKET = "The ticket it is recorded under.";

    private final Cli cli;

    FindingsCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        JsonNode page = cli.server().readAll("/findings/accounts", "");
        Table table = new Table("TARGET", "ACCOUNT", "WHAT");
        Documents.list(page, "items")
                .forEach(f -> table.row(
                        Documents.text(f, "target"), Documents.text(f, "account"), Documents.text(f, "detail")));
        return cli.show(page, new Views(cli).rows(table, "No findings: every account is explained by a grant."));
    }

    @Command(
            name = "list",
            description = "List what was found in the logs.",
            footer = {
                "  breakwater findings list",
                "  breakwater findings list --status OPEN --level critical",
                "  breakwater findings list --incident INC-2026-0001"
            })
    int list(
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            description = "OPEN, EXPLAINED, ACCEPTED, REMEDIATED or SETTLED.")
                    Optional<String> status,
            @Option(
                            names = {"-i", "--incident"},
                            paramLabel = "INCIDENT",
                            description = "Only of this incident.")
                    Optional<String> incident,
            @Option(
                            names = "--level",
                            paramLabel = "LEVEL",
                            description = "Only of this level: critical, high, medium, low or informational.")
                    Optional<String> level) {
        JsonNode page =
                cli.server().readAll("/findings", Query.of("status", status, "incident", incident, "level", level));
        return cli.show(page, FindingViews.of(cli).list(Documents.list(page, "items")));
    }

    @Command(name = "show", description = "Show one finding.", footer = "  breakwater findings show F-0123456789abcdef")
    int show(@Parameters(paramLabel = "FINDING", description = FINDING) String finding) {
        return shown(cli.server().read(path(finding)));
    }

    @Command(
            name = "explain",
            description = "Say why it is as it should be.",
            footer = "  breakwater findings explain F-0123456789abcdef \"planned move\" --ticket CHG-17")
    int explain(
            @Parameters(paramLabel = "FINDING", description = FINDING) String finding,
            @Parameters(paramLabel = "TEXT", description = "Why; - reads it from standard input.") String text,
            @Option(names = "--ticket", paramLabel = "TICKET", description = TICKET) Optional<String> ticket) {
        return answered(finding, "explanation", text, ticket);
    }

    @Command(
            name = "remediate",
            description = "Say that it was put right, and how.",
            footer = "  breakwater findings remediate F-0123456789abcdef \"key deleted\"")
    int remediate(
            @Parameters(paramLabel = "FINDING", description = FINDING) String finding,
            @Parameters(paramLabel = "TEXT", description = "How; - reads it from standard input.") String text,
            @Option(names = "--ticket", paramLabel = "TICKET", description = TICKET) Optional<String> ticket) {
        return answered(finding, "remediation", text, ticket);
    }

    private int answered(String finding, String how, String text, Optional<String> ticket) {
        ObjectNode body = Documents.object().put("text", cli.text(text));
        ticket.ifPresent(name -> body.put("ticket", name));
        return shown(cli.server().post(path(finding) + "/" + how, body));
    }

    @Command(
            name = "accept",
            description = {"Bear the risk for a time: one person asks with --reason and --for, another human approves."
            },
            footer = {
                "  breakwater findings accept F-0123456789abcdef --reason \"until the move\" --for 7d",
                "  breakwater findings accept F-0123456789abcdef --approve"
            })
    int accept(
            @Parameters(paramLabel = "FINDING", description = FINDING) String finding,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; asks for it.") Optional<String> reason,
            @Option(names = "--for", paramLabel = "TIME", description = "For how long: 12h, 7d.") Optional<String> time,
            @Option(names = "--approve", description = "Accept what another human asked for.") boolean approve) {
        if (approve) {
            if (reason.isPresent() || time.isPresent()) {
                throw Failure.usage(
                        "--approve takes neither --reason nor --for",
                        "The reason and the end are those that were asked for: `findings show " + finding
                                + "` tells them. Without --approve you ask anew.");
            }
            return shown(cli.server().post(path(finding) + "/acceptance/approval", Documents.object()));
        }
        if (reason.isEmpty() || time.isEmpty()) {
            throw Failure.usage(
                    "--reason and --for are needed to ask, or --approve to accept", "A risk has a reason and an end.");
        }
        ObjectNode body = Documents.object()
                .put("reason", cli.text(reason.get()))
                .put(
                        "until",
                        cli.around()
                                .clock()
                                .instant()
                                .plus(Spans.parse(time.get()))
                                .toString());
        return shown(cli.server().post(path(finding) + "/acceptance", body));
    }

    @Command(
            name = "move",
            description = "Count it with another incident from now on; what is owed for it is owed there.",
            footer = "  breakwater findings move F-0123456789abcdef INC-2026-0002 --reason \"it was the other outage\"")
    int move(
            @Parameters(paramLabel = "FINDING", description = FINDING) String finding,
            @Parameters(paramLabel = "INCIDENT", description = "Where it belongs.") String incident,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            required = true,
                            description = "Why; - reads it from standard input.")
                    String reason) {
        ObjectNode body = Documents.object()
                .put("incident", new IncidentId(incident).value())
                .put("reason", cli.text(reason));
        return shown(cli.server().post(path(finding) + "/incident", body));
    }

    @Command(
            name = "delays",
            description = "Say how soon after an event somebody could know of it.",
            footer = "  breakwater findings delays")
    int delays() {
        JsonNode delays = cli.server().read("/findings/delays");
        return cli.show(delays, FindingViews.delays(delays));
    }

    private int shown(JsonNode finding) {
        return cli.show(finding, FindingViews.of(cli).one(finding));
    }

    private static String path(String finding) {
        return "/findings/" + new FindingId(finding).value();
    }
}
