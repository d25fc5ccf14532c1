package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An emergency from declaration to close. */
@Command(
        name = "incident",
        description = "Declare an emergency, put on record what happens, close it.",
        footer = {
            "  breakwater incident declare \"orders database down\" --severity 1",
            "  breakwater incident note \"failover started\"",
            "  breakwater incident close"
        })
final class IncidentCommands {
    private final Cli cli;

    IncidentCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "declare",
            description = "Declare an emergency; its clocks start.",
            footer = {
                "  breakwater incident declare \"checkout 5xx\" --severity 1",
                "  breakwater incident declare \"quarterly exercise\" --severity 2 --drill"
            })
    int declare(
            @Parameters(paramLabel = "TITLE", description = "What is wrong, in a few words.") String title,
            @Option(
                            names = {"-s", "--severity"},
                            required = true,
                            paramLabel = "1-4",
                            description = "1 is worst.")
                    int severity,
            @Option(names = "--drill", description = "An exercise: same code, marked as such.") boolean drill,
            @Option(
                            names = "--personal-data",
                            description = "Personal data is involved: notification clocks start now.")
                    boolean personalData,
            @Option(names = "--ticket", paramLabel = "REF", description = "A ticket that goes with it.")
                    Optional<String> ticket) {
        ObjectNode body = Documents.object().put("title", title).put("severity", severity);
        body.put("drill", drill).put("personalData", personalData);
        ticket.ifPresent(reference -> body.put("ticket", reference));
        JsonNode declared = cli.server().post("/incidents", body);
        return cli.show(declared, new Views(cli).incident(declared));
    }

    @Command(
            name = "list",
            description = "List incidents.",
            footer = {"  breakwater incident list", "  breakwater incident list --status CLOSED"})
    int list(
            @Option(names = "--status", paramLabel = "STATUS", description = "OPEN, CLOSED or AUDIT_READY.")
                    Optional<String> status) {
        JsonNode page = cli.server()
                .readAll(
                        "/incidents",
                        status.map(s -> "status=" + ServerClient.segment(s)).orElse(""));
        return cli.show(page, new Views(cli).incidents(page));
    }

    @Command(name = "show", description = "Show one incident.", footer = "  breakwater incident show INC-2026-0001")
    int show(
            @Parameters(arity = "0..1", paramLabel = "INCIDENT", description = WhichIncident.DEFAULT)
                    Optional<String> incident) {
        ServerClient server = cli.server();
        JsonNode shown = server.read(path(cli.incident(server, incident)));
        return cli.show(shown, new Views(cli).incident(shown));
    }

    @Command(
            name = "assign",
            description = "Give a person a role in the incident, or take it back.",
            footer = {
                "  breakwater incident assign commander dana",
                "  breakwater incident assign commander dana --release"
            })
    int assign(
            @Parameters(paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}") IncidentRole role,
            @Parameters(paramLabel = "PERSON", description = "Who.") String person,
            @Option(names = "--release", description = "Take the role back.") boolean release,
            @Mixin WhichIncident which) {
        ObjectNode body = Documents.object().put("role", role.name()).put("person", person);
        if (release) {
            body.put("release", true);
        }
        return record(which.named(), "/roles", body, person + (release ? " is no longer " : " is ") + role.name());
    }

    @Command(
            name = "note",
            description = "Put a note on the timeline.",
            footer = {
                "  breakwater incident note \"failover started\"",
                "  journalctl -n 50 | breakwater incident note -"
            })
    int note(@Parameters(paramLabel = "TEXT", description = TEXT) String text, @Mixin WhichIncident which) {
        return record(which.named(), "/notes", Documents.object().put("text", cli.text(text)), "noted");
    }

    @Command(
            name = "amend",
            description = "Correct an earlier fact; the original stays beside the correction.",
            footer = "  breakwater incident amend 0191c5… \"the failover started at 03:20, not 03:02\"")
    int amend(
            @Parameters(paramLabel = "FACT", description = "Name of the fact: its id in `incident timeline --json`.")
                    String fact,
            @Parameters(paramLabel = "TEXT", description = TEXT) String text,
            @Mixin WhichIncident which) {
        ObjectNode body = Documents.object().put("fact", fact).put("text", cli.text(text));
        return record(which.named(), "/amendments", body, "amended; the original stays");
    }

    @Command(
            name = "severity",
            description = "Set the severity anew.",
            footer = "  breakwater incident severity 2 --reason \"orders flow again\"")
    int severity(
            @Parameters(paramLabel = "1-4", description = "1 is worst.") int severity,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = TEXT) String reason,
            @Mixin WhichIncident which) {
        ObjectNode body = Documents.object().put("severity", severity).put("reason", cli.text(reason));
        return record(which.named(), "/severity", body, "severity is " + severity);
    }

    @Command(
            name = "attach",
            description = "Keep a file as evidence.",
            footer = "  breakwater incident attach transcript.txt --kind recording")
    int attach(
            @Parameters(paramLabel = "FILE", description = "The file.") Path file,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            defaultValue = "file",
                            description = "What it is: recording, screenshot, log … (default: ${DEFAULT-VALUE}).")
                    String kind,
            @Option(names = "--grant", paramLabel = "GRANT", description = "The grant it is the recording of.")
                    Optional<String> grant,
            @Mixin WhichIncident which) {
        Path found = cli.around().workFolder().resolve(file);
        if (!Files.isReadable(found) || Files.isDirectory(found)) {
            throw Failure.usage(file + " is not a file that can be read", "Check its name and its owner.");
        }
        ServerClient server = cli.server();
        String id = cli.incident(server, which.named());
        String query = "?name=" + ServerClient.segment(String.valueOf(found.getFileName())) + "&kind="
                + ServerClient.segment(kind)
                + grant.map(g -> "&grant=" + ServerClient.segment(g)).orElse("");
        JsonNode kept = server.upload(path(id) + "/attachments" + query, found);
        return cli.show(kept, id + ": " + file + " kept as evidence");
    }

    @Command(
            name = "ticket",
            description = {
                "Name a ticket: a claim until a desk confirms it.",
                "With --confirm or --refute, say what the desk said."
            },
            footer = {
                "  breakwater incident ticket CHG0012345",
                "  breakwater incident ticket CHG0012345 --confirm --desk service-desk --evidence \"seen by Kim, approved\""
            })
    int ticket(
            @Parameters(paramLabel = "REF", description = "The ticket's number.") String ticket,
            @Option(names = "--grant", paramLabel = "GRANT", description = "The grant it is for.")
                    Optional<String> grant,
            @Option(names = "--confirm", description = "The desk confirms it.") boolean confirm,
            @Option(names = "--refute", description = "The desk knows no such ticket.") boolean refute,
            @Option(names = "--desk", paramLabel = "NAME", description = "Which desk.") Optional<String> desk,
            @Option(names = "--evidence", paramLabel = "TEXT", description = "How that is known.")
                    Optional<String> evidence,
            @Mixin WhichIncident which) {
        if (!confirm && !refute) {
            ObjectNode body = Documents.object().put("ticket", ticket);
            grant.ifPresent(id -> body.put("grant", id));
            return record(which.named(), "/tickets", body, ticket + " is claimed, and a debt until a desk confirms it");
        }
        if (confirm && refute || desk.isEmpty() || evidence.isEmpty()) {
            throw Failure.usage(
                    "a decision is --confirm or --refute, with --desk and --evidence",
                    "Run `breakwater incident ticket --help`.");
        }
        ObjectNode body = Documents.object().put("decision", confirm ? "confirm" : "refute");
        body.put("desk", desk.get()).put("evidence", cli.text(evidence.get()));
        return record(
                which.named(),
                "/tickets/" + ServerClient.segment(ticket) + "/decision",
                body,
                ticket + (confirm ? " is confirmed" : " is refuted"));
    }

    @Command(
            name = "personal-data",
            description = "Say that personal data is involved; the notification clocks start.",
            footer =
                    "  breakwater incident personal-data \"names and addresses of 1,200 customers\" --aware-at 2026-11-21T03:20:00Z")
    int personalData(
            @Parameters(paramLabel = "SCOPE", description = "Whose data, and which.") String scope,
            @Option(
                            names = "--aware-at",
                            paramLabel = "TIME",
                            description = "Since when it is known (RFC 3339; default: now).")
                    Optional<String> awareAt,
            @Mixin WhichIncident which) {
        Instant aware = awareAt.map(IncidentCommands::instant)
                .orElseGet(() -> cli.around().clock().instant());
        ObjectNode body = Documents.object().put("awareAt", aware.toString()).put("scope", cli.text(scope));
        return record(
                which.named(), "/personal-data", body, "personal data is involved; the clocks run since " + aware);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Failure.usage(
                    "not a time: " + io.breakwater.model.Texts.quoted(text), "Write it as 2026-11-21T03:12:00Z.");
        }
    }

    @Command(
            name = "notify",
            description = "Say that a notification was made; its debt is paid.",
            footer =
                    "  breakwater incident notify gdpr-33 --to \"data protection authority\" --evidence \"reference 2026/117\"")
    int notify(
            @Parameters(paramLabel = "RULE", description = "The debt's rule (see `breakwater debts list`).")
                    String rule,
            @Option(names = "--to", required = true, paramLabel = "WHO", description = "Who was told.") String to,
            @Option(names = "--evidence", required = true, paramLabel = "TEXT", description = "How that is known.")
                    String evidence,
            @Mixin WhichIncident which) {
        ObjectNode body = Documents.object().put("rule", rule).put("to", to).put("evidence", cli.text(evidence));
        return record(which.named(), "/notifications", body, to + " was notified");
    }

    @Command(
            name = "review",
            description = "Put the review after the incident on record.",
            footer = "  breakwater incident review \"what we learned\" --with alice,dana --incident INC-2026-0001")
    int review(
            @Parameters(paramLabel = "FINDINGS", description = TEXT) String findings,
            @Option(
                            names = "--with",
                            required = true,
                            split = ",",
                            paramLabel = "PERSON",
                            description = "Who took part.")
                    List<String> participants,
            @Option(
                            names = {"-i", "--incident"},
                            required = true,
                            paramLabel = "INCIDENT",
                            description = "The incident.")
                    String incident) {
        ObjectNode body = Documents.object().put("findings", cli.text(findings));
        participants.forEach(body.putArray("participants")::add);
        return record(Optional.of(incident), "/review", body, "review held");
    }

    @Command(
            name = "close",
            description = "Close the incident, and see what is still owed before it is audit-ready.",
            footer = {"  breakwater incident close", "  breakwater incident close INC-2026-0001 --yes"})
    int close(
            @Parameters(arity = "0..1", paramLabel = "INCIDENT", description = WhichIncident.DEFAULT)
                    Optional<String> incident,
            @Option(names = "--yes", description = YES) boolean yes) {
        ServerClient server = cli.server();
        String id = cli.incident(server, incident);
        cli.confirm("Close " + id + " for everybody?", yes);
        JsonNode closed = server.post(path(id) + "/close", Documents.object());
        return cli.show(closed, new Views(cli).readiness(closed));
    }

    @Command(
            name = "reopen",
            description = "Open a closed incident again.",
            footer = "  breakwater incident reopen INC-2026-0001 --reason \"it is back\"")
    int reopen(
            @Parameters(paramLabel = "INCIDENT", description = "The incident.") String incident,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = TEXT) String reason) {
        return record(
                Optional.of(incident), "/reopen", Documents.object().put("reason", cli.text(reason)), "open again");
    }

    @Command(
            name = "erase",
            description = "Erase content for good, as law or policy demands; its hash and the proofs stay.",
            footer = "  breakwater incident erase INC-2026-0001 8f0c51d6 --reason \"GDPR Art. 17, asked for today\"")
    int erase(
            @Parameters(paramLabel = "INCIDENT", description = "The incident.") String incident,
            @Parameters(paramLabel = "DIGEST", description = "Which content: its digest, as the facts name it.")
                    String digest,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = TEXT) String reason,
            @Option(names = "--yes", description = YES) boolean yes) {
        cli.confirm("Erase " + digest + " of " + incident + " for good?", yes);
        ObjectNode body = Documents.object().put("digest", digest).put("reason", cli.text(reason));
        return record(Optional.of(incident), "/erasures", body, digest + " is erased");
    }

    @Command(
            name = "timeline",
            description = "What happened, in the journal's order. Times are UTC.",
            footer = "  breakwater incident timeline INC-2026-0001")
    int timeline(
            @Parameters(arity = "0..1", paramLabel = "INCIDENT", description = WhichIncident.DEFAULT)
                    Optional<String> incident) {
        ServerClient server = cli.server();
        JsonNode timeline = server.readAll(path(cli.incident(server, incident)) + "/timeline", "");
        return cli.show(timeline, new Views(cli).timeline(timeline));
    }

    @Command(
            name = "readiness",
            description = "What keeps the incident from being audit-ready, and who owes it.",
            footer = "  breakwater incident readiness INC-2026-0001")
    int readiness(
            @Parameters(arity = "0..1", paramLabel = "INCIDENT", description = WhichIncident.DEFAULT)
                    Optional<String> incident) {
        ServerClient server = cli.server();
        JsonNode readiness = server.read(path(cli.incident(server, incident)) + "/readiness");
        return cli.show(readiness, new Views(cli).readiness(readiness));
    }

    private int record(Optional<String> incident, String what, ObjectNode body, String said) {
        ServerClient server = cli.server();
        String id = cli.incident(server, incident);
        return cli.show(server.post(path(id) + what, body), id + ": " + said);
    }

    static String path(String incident) {
        return "/incidents/" + new IncidentId(incident).value();
    }

    static final String TEXT = "Text; - reads it from standard input.";
    static final String YES = "Do not ask.";
}
