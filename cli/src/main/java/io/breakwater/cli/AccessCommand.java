package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.cli.talk.Spans;
import io.breakwater.model.GrantId;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for access to a target, and everything that is done with grants afterwards. */
@Command(
        name = "access",
        description = {
            "Ask for access to a target: one person, one role, one reason, one time window.",
            "With a command after --, runs it with the credential in its environment, ends the grant when it ends, and"
                    + " exits with its code."
        },
        footer = {
            "  breakwater access orders-db admin --for 45m --reason \"restart order intake\" -- psql",
            "  breakwater access orders-db admin --for 45m --reason \"nobody answers\" --break-glass -- psql -f fix.sql",
            "  breakwater access orders-db admin --for 2h --reason \"index rebuild\" --wait"
        })
final class AccessCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final String HELP = "Run `breakwater access --help`.";

    private final Cli cli;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", description = "What to open.")
    private Optional<String> target = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ROLE", description = "At which level.")
    private Optional<String> role = Optional.empty();

    @Parameters(
            index = "2..*",
            paramLabel = "COMMAND",
            description = "After --: what to run with the credential, unseen, in its environment.")
    private List<String> command = List.of();

    @Mixin
    private GrantRequest request = new GrantRequest();

    @Option(names = "--wait", description = "Wait for the approvals.")
    private boolean wait;

    @Option(
            names = "--wait-for",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private String waitFor = "15m";

    @Option(names = "--keep", description = "Leave the grant open when the command ends.")
    private boolean keep;

    AccessCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        requireATargetAndARole();
        request.requireSpanAndReason();
        ServerClient server = cli.server();
        JsonNode body = request.body(cli, server, target.orElse(""), role.orElse(""));
        try (HeldAccess access = new HeldAccess(cli, server, !command.isEmpty())) {
            JsonNode grant = access.ask(body);
            return go(access, wait ? awaitDecision(server, grant) : grant);
        }
    }

    private int go(HeldAccess access, JsonNode grant) {
        return switch (Documents.text(grant, "state")) {
            case "ACTIVE" -> open(access, grant);
            case "REQUESTED", "APPROVED" -> {
                access.letGo();
                yield notYet(grant);
            }
            case "DENIED", "WITHDRAWN" ->
                throw new Failure("DENIED", "the request was denied", seeGrant(grant), Exit.REFUSED);
            default ->
                throw new Failure(
                        "TARGET_UNREACHABLE",
                        "the access could not be opened, and it is being made sure that nothing stayed open",
                        seeGrant(grant),
                        Exit.TARGET);
        };
    }

    /** A misspelt subcommand is read as a target: {@code access aprove GR-…} must not be told about roles. */
    private void requireATargetAndARole() {
        Optional<String> meant = target.flatMap(
                word -> Suggestion.of(word, command().subcommands().keySet()));
        if (meant.isPresent() && request.isEmpty()) {
            throw Failure.usage(
                    "`breakwater access` has no command " + Texts.quoted(target.orElse("")) + "; did you mean "
                            + meant.get() + "?",
                    HELP);
        }
        if (target.isEmpty() || role.isEmpty()) {
            throw Failure.usage("a request names TARGET, ROLE, --for and --reason", HELP);
        }
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }

    private JsonNode awaitDecision(ServerClient server, JsonNode asked) {
        long end = cli.around().clock().millis() + Spans.parse(waitFor).toMillis();
        JsonNode grant = asked;
        while (List.of("REQUESTED", "APPROVED").contains(Documents.text(grant, "state"))
                && cli.around().clock().millis() < end) {
            cli.console().progress("waiting for " + missing(grant) + " …");
            pause();
            grant = server.read(path(Documents.text(asked, "id")));
        }
        cli.console().progressDone();
        return grant;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("STOPPED", "stopped while waiting; the request stands", "", Exit.NEEDS_APPROVAL);
        }
    }

    private int notYet(JsonNode grant) {
        String id = Documents.text(grant, "id");
        cli.show(grant, new Views(cli).grant(grant));
        if (request.breaksTheGlass()) {
            cli.console()
                    .note("BREAK_GLASS_WITHHELD: you owe an approval of earlier access, so you do not break the glass"
                            + " alone: a second person runs `breakwater access break-glass " + id + "`.");
        }
        cli.console()
                .note("NEEDS_APPROVAL: not open yet; it needs " + missing(grant)
                        + ". They run `breakwater access approve " + id
                        + "`; you may run `breakwater access break-glass " + id + "` if policy allows it.");
        return Exit.NEEDS_APPROVAL.code();
    }

    private static String missing(JsonNode grant) {
        StringBuilder people = new StringBuilder();
        grant.path("approvalsMissing").properties().forEach(entry -> {
            if (entry.getValue().asInt() > 0) {
                people.append(people.isEmpty() ? "" : ", ")
                        .append(entry.getValue().asInt())
                        .append(" × ")
                        .append(entry.getKey());
            }
        });
        return people.isEmpty() ? "a decision" : people.toString();
    }

    private static String seeGrant(JsonNode grant) {
        return "`breakwater access show " + Documents.text(grant, "id") + "` tells more.";
    }

    private int open(HeldAccess access, JsonNode grant) {
        Credential credential = access.collect(Documents.text(grant, "id"));
        if (command.isEmpty()) {
            access.letGo();
            ObjectNode both = Documents.object();
            both.set("grant", grant);
            both.set("credential", credential.document());
            return cli.show(both, credential.lines(new Views(cli), grant));
        }
        cli.console()
                .note("grant " + Documents.text(grant, "id") + " is active until " + Spans.clock(credential.endsAt())
                        + " UTC");
        return new CommandUnderGrant(cli, access, keep).run(command, credential.environment());
    }

    @Command(
            name = "explain",
            description = "The dry run: what would happen, and why. Nothing is asked of anybody.",
            footer = "  breakwater access explain orders-db admin --for 45m --reason \"restart order intake\"")
    int explain(
            @Parameters(paramLabel = "TARGET", description = "What to open.") String target,
            @Parameters(paramLabel = "ROLE", description = "At which level.") String role,
            @Mixin GrantRequest asked) {
        asked.requireSpanAndReason();
        ServerClient server = cli.server();
        JsonNode explained = server.post("/grants/explain", asked.body(cli, server, target, role));
        cli.show(explained, new Views(cli).explanation(explained));
        return switch (Documents.text(explained, "verdict")) {
            case "REFUSED" -> Exit.REFUSED.code();
            case "BROKEN" -> Exit.INTERNAL.code();
            case "NEEDS_APPROVAL" -> Exit.NEEDS_APPROVAL.code();
            default -> Exit.OK.code();
        };
    }

    @Command(
            name = "list",
            description = "List grants.",
            footer = {"  breakwater access list", "  breakwater access list --state ACTIVE --target orders-db"})
    int list(
            @Option(names = "--state", paramLabel = "STATE", description = "REQUESTED, ACTIVE, ENDING, ENDED …")
                    Optional<String> state,
            @Option(names = "--target", paramLabel = "TARGET", description = "Only on this target.")
                    Optional<String> target,
            @Option(
                            names = {"-i", "--incident"},
                            paramLabel = "INCIDENT",
                            description = "Only of this incident.")
                    Optional<String> incident) {
        JsonNode page =
                cli.server().readAll("/grants", Query.of("state", state, "target", target, "incident", incident));
        return cli.show(page, new Views(cli).grants(page));
    }

    @Command(name = "show", description = "Show one grant.", footer = "  breakwater access show GR-7f3kq0x2me")
    int show(@Parameters(paramLabel = "GRANT", description = "The grant.") String grant) {
        JsonNode shown = cli.server().read(path(grant));
        return cli.show(shown, new Views(cli).grant(shown));
    }

    @Command(
            name = "credential",
            description = "Collect the credential of your own open grant: once.",
            footer = "  breakwater access credential GR-7f3kq0x2me")
    int credential(@Parameters(paramLabel = "GRANT", description = "The grant.") String grant) {
        ServerClient server = cli.server();
        Credential credential = Credential.collect(server, grant);
        return cli.show(credential.document(), credential.lines());
    }

    @Command(
            name = "approve",
            description = "Approve exactly what is asked for: the terms are shown, then a yes is asked for.",
            footer = {
                "  breakwater access approve GR-7f3kq0x2me --comment \"seen the plan\"",
                "  breakwater access approve GR-7f3kq0x2me --hash 8f0c51d6 --yes"
            })
    int approve(
            @Parameters(paramLabel = "GRANT", description = "The grant.") String grant,
            @Option(names = "--comment", paramLabel = "TEXT", description = "For the record.") Optional<String> comment,
            @Option(names = "--hash", paramLabel = "HASH", description = "Only if these are the terms: their hash.")
                    Optional<String> hash,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        ServerClient server = cli.server();
        JsonNode asked = server.read(path(grant));
        String shown = Documents.text(asked, "requestHash");
        if (hash.filter(seen -> !seen.equals(shown)).isPresent()) {
            throw new Failure(
                    "APPROVAL_MISMATCH",
                    "what is asked for has the hash " + shown + ", not the one given",
                    "Look again: `breakwater access show " + grant + "`.",
                    Exit.CONFLICT);
        }
        new Views(cli).terms(asked).forEach(cli.console()::note);
        cli.confirm("Approve exactly this?", yes);
        return decide(server, grant, shown, "APPROVE", comment);
    }

    @Command(
            name = "deny",
            description = "Deny what is asked for.",
            footer = "  breakwater access deny GR-7f3kq0x2me --comment \"use the read-only role\"")
    int deny(
            @Parameters(paramLabel = "GRANT", description = "The grant.") String grant,
            @Option(names = "--comment", paramLabel = "TEXT", description = "For the record.")
                    Optional<String> comment) {
        ServerClient server = cli.server();
        String hash = Documents.text(server.read(path(grant)), "requestHash");
        return decide(server, grant, hash, "DENY", comment);
    }

    private int decide(ServerClient server, String grant, String hash, String decision, Optional<String> comment) {
        ObjectNode body = Documents.object().put("requestHash", hash).put("decision", decision);
        comment.ifPresent(text -> body.put("comment", text));
        server.post(path(grant) + "/approvals", body);
        JsonNode after = server.read(path(grant));
        return cli.show(after, new Views(cli).grant(after));
    }

    @Command(
            name = "break-glass",
            description =
                    "Open a waiting request now: yours, or as the second person of somebody who owes an approval.",
            footer = "  breakwater access break-glass GR-7f3kq0x2me --with bob")
    int breakGlass(
            @Parameters(paramLabel = "GRANT", description = "The grant.") String grant,
            @Option(names = "--with", paramLabel = "PERSON", description = "Who is with you.")
                    Optional<String> secondPerson) {
        ObjectNode body = Documents.object();
        secondPerson.ifPresent(person -> body.put("secondPerson", person));
        JsonNode opened = cli.server().post(path(grant) + "/break-glass", body);
        cli.console().note("the requester collects the credential once: breakwater access credential " + grant);
        return cli.show(opened, new Views(cli).grant(opened));
    }

    @Command(
            name = "end",
            description = "End a grant now, and wait for the proof that its credential is refused.",
            footer = "  breakwater access end GR-7f3kq0x2me")
    int end(
            @Parameters(paramLabel = "GRANT", description = "The grant.") String grant,
            @Option(names = "--why", paramLabel = "TEXT", description = "For the record.") Optional<String> why,
            @Option(names = "--yes", description = IncidentCommands.YES) boolean yes) {
        ServerClient server = cli.server();
        JsonNode before = server.read(path(grant));
        String holder = Documents.text(before, "requester");
        if (!holder.equals(Documents.text(server.read("/me"), "person"))) {
            cli.confirm("End the access of " + holder + " to " + Documents.text(before, "target") + "?", yes);
        }
        JsonNode after = GrantEnd.of(server, grant, why);
        cli.show(after, new Views(cli).grant(after));
        return GrantEnd.provenExit(cli, after);
    }

    @Command(
            name = "review",
            description = "Review what a bypassed grant was used for; its debt is paid.",
            footer = "  breakwater access review GR-7f3kq0x2me --comment \"recording read, justified\"")
    int review(
            @Parameters(paramLabel = "GRANT", description = "The grant.") String grant,
            @Option(names = "--deny", description = "It was not justified.") boolean deny,
            @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "What you looked at.")
                    String comment) {
        ObjectNode body =
                Documents.object().put("decision", deny ? "DENY" : "APPROVE").put("comment", comment);
        ServerClient server = cli.server();
        server.post(path(grant) + "/review", body);
        JsonNode after = server.read(path(grant));
        return cli.show(after, new Views(cli).grant(after));
    }

    static String path(String grant) {
        return "/grants/" + new GrantId(grant).value();
    }
}
