package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Console.Style;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Spans;
import io.breakwater.cli.talk.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** The server's documents as lines a tired person reads: what matters first, times in UTC. */
final class Views {
    private final Console console;
    private final Instant now;

    Views(Cli cli) {
        this.console = cli.console();
        this.now = cli.around().clock().instant();
    }

    List<String> incident(JsonNode incident) {
        List<String> lines = new ArrayList<>();
        lines.add(strong(text(incident, "id")) + "  severity " + text(incident, "severity") + "  "
                + text(incident, "status") + (incident.path("drill").asBoolean() ? "  DRILL" : ""));
        lines.add("  " + text(incident, "title"));
        lines.add("  declared " + Spans.day(text(incident, "declaredAt")) + " UTC by " + text(incident, "declaredBy"));
        incident.path("roles").properties().forEach(role -> {
            List<String> people = new ArrayList<>();
            role.getValue().forEach(person -> people.add(person.asText()));
            lines.add("  " + role.getKey().toLowerCase(java.util.Locale.ROOT) + ": " + String.join(", ", people));
        });
        Documents.list(incident, "tickets")
                .forEach(ticket -> lines.add("  ticket " + text(ticket, "reference") + ": " + text(ticket, "status")));
        if (incident.path("personalData").asBoolean()) {
            lines.add("  " + care("personal data is involved: notification clocks run"));
        }
        return lines;
    }

    List<String> incidents(JsonNode page) {
        Table table = new Table("INCIDENT", "SEV", "STATUS", "DECLARED (UTC)", "BY", "TITLE");
        Documents.list(page, "items")
                .forEach(i -> table.row(
                        text(i, "id"),
                        text(i, "severity"),
                        text(i, "status") + (i.path("drill").asBoolean() ? " drill" : ""),
                        Spans.day(text(i, "declaredAt")),
                        text(i, "declaredBy"),
                        text(i, "title")));
        return rows(table, "No incidents.");
    }

    List<String> timeline(JsonNode timeline) {
        return Documents.list(timeline, "items").stream()
                .map(this::timelineLine)
                .toList();
    }

    String timelineLine(JsonNode item) {
        return console.styled(Style.FAINT, Spans.clock(text(item, "time"))) + "  "
                + console.styled(Style.FAINT, String.format("%4s", text(item, "sequence"))) + "  " + text(item, "text");
    }

    /** Exactly what an approval would be bound to. */
    List<String> terms(JsonNode grant) {
        List<String> lines = new ArrayList<>();
        lines.add("who     " + text(grant, "requester"));
        lines.add("what    " + text(grant, "target") + " " + text(grant, "role") + ", in " + text(grant, "incident"));
        lines.add("why     " + text(grant, "reason"));
        lines.add("for     " + span(grant.path("durationSeconds").asLong()));
        lines.add("ticket  " + (text(grant, "ticket").isEmpty() ? "none" : text(grant, "ticket")));
        lines.add("hash    " + text(grant, "requestHash"));
        return lines;
    }

    List<String> grant(JsonNode grant) {
        List<String> lines = new ArrayList<>();
        lines.add("grant " + strong(text(grant, "id")) + "  " + state(grant) + "  " + text(grant, "requester") + " → "
                + text(grant, "target") + " " + text(grant, "role") + " for "
                + span(grant.path("durationSeconds").asLong()));
        lines.add("  incident " + text(grant, "incident") + "; reason: " + text(grant, "reason"));
        Documents.list(grant, "approvals")
                .forEach(a -> lines.add("  " + text(a, "decision").toLowerCase(java.util.Locale.ROOT) + " by "
                        + text(a, "by") + " as " + text(a, "function")));
        grant.path("approvalsMissing").properties().forEach(missing -> {
            if (missing.getValue().asInt() > 0) {
                lines.add("  " + care("still needs " + missing.getValue().asInt() + " × " + missing.getKey()));
            }
        });
        addWhenThere(lines, grant, "account", "  account ");
        addTime(lines, grant, "activatedAt", "  active since ");
        addTime(lines, grant, "endsAt", "  ends ");
        addTime(lines, grant, "endedAt", "  proven refused ");
        addTime(lines, grant, "reviewDueAt", "  review due ");
        addTime(lines, grant, "nextRevocationAt", "  next attempt to prove the revocation ");
        return lines;
    }

    private void addWhenThere(List<String> lines, JsonNode node, String field, String label) {
        if (!text(node, field).isEmpty()) {
            lines.add(label + text(node, field));
        }
    }

    private void addTime(List<String> lines, JsonNode node, String field, String label) {
        if (!text(node, field).isEmpty()) {
            lines.add(label + when(text(node, field)));
        }
    }

    List<String> grants(JsonNode page) {
        Table table = new Table("GRANT", "STATE", "WHO", "TARGET", "ROLE", "INCIDENT", "ENDS");
        Documents.list(page, "items")
                .forEach(g -> table.row(
                        text(g, "id"),
                        text(g, "state"),
                        text(g, "requester"),
                        text(g, "target"),
                        text(g, "role"),
                        text(g, "incident"),
                        List.of("ACTIVE", "INTENDED").contains(text(g, "state")) ? when(text(g, "endsAt")) : ""));
        return rows(table, "No grants.");
    }

    List<String> debts(List<JsonNode> debts) {
        Table table = new Table("DEBT", "STATUS", "DUE", "OWNER", "INCIDENT", "WHAT");
        debts.forEach(d -> table.row(
                text(d, "id"),
                text(d, "status"),
                text(d, "dueAt").isEmpty() ? "" : when(text(d, "dueAt")),
                text(d, "owner"),
                text(d, "incident"),
                text(d, "title").isEmpty() ? text(d, "rule") : text(d, "title")));
        return rows(table, "Nothing is owed.");
    }

    List<String> debt(JsonNode debt) {
        List<String> lines = new ArrayList<>();
        lines.add("debt " + strong(text(debt, "id")) + "  " + text(debt, "status"));
        lines.add("  " + text(debt, "title") + " (rule " + text(debt, "rule") + ")");
        addWhenThere(lines, debt, "incident", "  incident ");
        addWhenThere(lines, debt, "grant", "  grant ");
        lines.add("  owed by " + text(debt, "owner"));
        addTime(lines, debt, "dueAt", "  due ");
        addTime(lines, debt, "closedAt", "  closed ");
        lines.add("  controls " + String.join(", ", Documents.texts(debt, "controls")));
        return lines;
    }

    List<String> debtRules(List<JsonNode> rules) {
        Table table = new Table("RULE", "OWED BY", "OPENED BY", "PAID BY", "CONTROLS", "FROM");
        rules.forEach(rule -> table.row(
                text(rule, "id"),
                text(rule, "owner"),
                String.join(", ", Documents.texts(rule, "openedBy")),
                String.join(", ", Documents.texts(rule, "paidBy")),
                String.join(", ", Documents.texts(rule, "controls")),
                rule.path("own").asBoolean() ? "your own" : "Breakwater"));
        return table.lines();
    }

    List<String> readiness(JsonNode readiness) {
        List<String> lines = new ArrayList<>();
        boolean ready = readiness.path("auditReady").asBoolean();
        lines.add(
                ready
                        ? console.styled(Style.GOOD, "audit-ready: no blocker, nothing owed")
                        : care("not audit-ready yet"));
        Documents.list(readiness, "blockers")
                .forEach(b -> lines.add("  " + mark(!b.path("blocks").asBoolean()) + " " + text(b, "name")
                        + (text(b, "why").isEmpty() ? "" : ": " + text(b, "why"))));
        List<JsonNode> owed = Documents.list(readiness, "owed");
        if (!owed.isEmpty()) {
            lines.add("Owed:");
            debts(owed).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    List<String> explanation(JsonNode explained) {
        List<String> lines = new ArrayList<>();
        lines.add(
                switch (text(explained, "verdict")) {
                    case "OPEN_NOW" -> console.styled(Style.GOOD, "would open now");
                    case "NEEDS_APPROVAL" -> care("needs approval first");
                    case "BREAK_GLASS" -> care("would open by breaking the glass");
                    case "REFUSED" -> console.styled(Style.BAD, "would be refused");
                    case "BROKEN" -> console.styled(Style.BAD, "cannot be decided: a rule is broken");
                    default -> text(explained, "verdict");
                });
        Documents.list(explained, "rules")
                .forEach(rule -> lines.add("  " + mark("SATISFIED".equals(text(rule, "outcome"))) + " "
                        + text(rule, "rule") + ": " + text(rule, "message")));
        if (explained.path("breakGlassAllowed").asBoolean()) {
            long within = explained.path("reviewWithinSeconds").asLong();
            lines.add("  The glass may be broken" + (within > 0 ? "; review within " + span(within) : "") + ".");
        }
        Documents.texts(explained, "wouldDo").forEach(step -> lines.add("  → " + step));
        return lines;
    }

    List<String> rows(Table table, String whenEmpty) {
        return table.isEmpty() ? List.of(whenEmpty) : table.lines();
    }

    /** The time of day, and how far it is from now. */
    String when(String time) {
        try {
            return Spans.day(time) + " UTC (" + Spans.from(now, Instant.parse(time)) + ")";
        } catch (DateTimeParseException notATime) {
            return time;
        }
    }

    private String state(JsonNode grant) {
        String state = text(grant, "state");
        Style style = switch (state) {
            case "ACTIVE" -> Style.GOOD;
            case "ENDING", "REQUESTED", "INTENDED" -> Style.CARE;
            case "DENIED" -> Style.BAD;
            default -> Style.PLAIN;
        };
        return console.styled(style, state);
    }

    private String mark(boolean good) {
        return good ? console.styled(Style.GOOD, "ok  ") : console.styled(Style.BAD, "NOT ");
    }

    private String strong(String text) {
        return console.styled(Style.STRONG, text);
    }

    private String care(String text) {
        return console.styled(Style.CARE, text);
    }

    static String span(long seconds) {
        return Spans.text(Duration.ofSeconds(seconds));
    }

    static String text(JsonNode node, String field) {
        return Documents.text(node, field);
    }
}
