package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.cli.talk.Spans;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is asked for, as a person writes it and as the API wants to hear it: the same for asking and for the dry run. */
final class GrantRequest {
    @Option(names = "--for", paramLabel = "TIME", description = "For how long: 45m, 2h.")
    private Optional<String> span = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why. Reviewers read it.")
    private Optional<String> reason = Optional.empty();

    @Mixin
    private WhichIncident which = new WhichIncident();

    @Option(
            names = "--ticket",
            paramLabel = "REF",
            description = "The change ticket: a claim until a desk confirms it.")
    private Optional<String> ticket = Optional.empty();

    @Option(names = "--break-glass", description = "Open now; the approval is owed afterwards.")
    private boolean breakGlass;

    @Option(names = "--with", paramLabel = "PERSON", description = "Who is with you when the glass breaks.")
    private Optional<String> secondPerson = Optional.empty();

    boolean breaksTheGlass() {
        return breakGlass;
    }

    /** Whether nothing at all was said about the request. */
    boolean isEmpty() {
        return span.isEmpty() && reason.isEmpty();
    }

    void requireSpanAndReason() {
        if (span.isEmpty() || reason.isEmpty()) {
            throw Failure.usage(
                    "a request says for how long (--for 45m) and why (--reason \"…\")",
                    "Run `breakwater access --help`.");
        }
        Spans.parse(span.get());
    }

    ObjectNode body(Cli cli, ServerClient server, String target, String role) {
        ObjectNode body = Documents.object()
                .put("incident", cli.incident(server, which.named()))
                .put("target", target)
                .put("role", role)
                .put("durationSeconds", Spans.parse(span.orElse("")).toSeconds())
                .put("reason", reason.orElse(""))
                .put("breakGlass", breakGlass);
        ticket.ifPresent(reference -> body.put("ticket", reference));
        secondPerson.ifPresent(person -> body.put("secondPerson", person));
        return body;
    }
}
