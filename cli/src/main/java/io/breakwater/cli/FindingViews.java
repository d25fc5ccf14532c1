package io.breakwater.cli;

import static io.breakwater.cli.talk.Documents.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Spans;
import io.breakwater.cli.talk.Table;
import io.breakwater.model.page.Shown;
import java.util.ArrayList;
import java.util.List;

/** What was found in logs, as lines: what is owed and how bad it is first. */
record FindingViews(Views views) {
    static FindingViews of(Cli cli) {
        return new FindingViews(new Views(cli));
    }

    List<String> list(List<JsonNode> findings) {
        Table table = new Table("FINDING", "STATUS", "LEVEL", "VERDICT", "WHEN (UTC)", "WHO", "ACCOUNT", "WHAT");
        findings.forEach(f -> table.row(
                text(f, "id"),
                text(f, "status") + (f.path("urgent").asBoolean() ? " urgent" : ""),
                text(f, "level"),
                text(f, "verdict"),
                Spans.day(text(f.path("times"), "event")),
                text(f.path("about"), "who"),
                text(f.path("about"), "account"),
                text(f.path("about"), "what")));
        return views.rows(table, "Nothing was found in the logs.");
    }

    List<String> one(JsonNode finding) {
        JsonNode about = finding.path("about");
        List<String> lines = new ArrayList<>();
        lines.add("finding " + text(finding, "id") + "  " + text(finding, "status") + "  " + text(finding, "level")
                + (text(finding, "verdict").isEmpty() ? "" : "  " + text(finding, "verdict"))
                + (text(finding, "verdictAtFirst").isEmpty() ? "" : ", was " + text(finding, "verdictAtFirst")));
        lines.add("  " + Shown.line(text(about, "what")));
        put(lines, "who", text(about, "who"));
        put(lines, "action", text(about, "action"));
        put(lines, "on", text(about, "resource"));
        put(lines, "in", (text(about, "account") + " " + text(about, "region")).strip());
        put(lines, "from", text(about, "address"));
        put(lines, "event", text(about, "event"));
        incident(lines, finding);
        put(lines, "grant", text(finding, "grant"));
        put(lines, "rules", String.join(", ", Documents.texts(finding, "rules")));
        put(lines, "controls", String.join(", ", Documents.texts(finding, "controls")));
        finding.path("cover").forEach(part -> cover(lines, part));
        times(lines, finding);
        put(lines, "file", text(finding, "batch"));
        acceptance(lines, finding.path("acceptance"));
        return lines;
    }

    /** Where it belongs, why, and where it may belong just as well. */
    private static void incident(List<String> lines, JsonNode finding) {
        String incident = text(finding, "incident");
        if (!incident.isEmpty()) {
            List<String> others = Documents.texts(finding, "otherIncidents");
            put(
                    lines,
                    "incident",
                    incident + ": " + text(finding, "incidentBecause")
                            + (others.isEmpty() ? "" : "; perhaps " + String.join(" or ", others))
                            + (text(finding, "incidentAtFirst").isEmpty()
                                    ? ""
                                    : "; at first in " + text(finding, "incidentAtFirst")));
        }
    }

    private static void cover(List<String> lines, JsonNode part) {
        put(
                lines,
                text(part, "part"),
                text(part, "state") + (text(part, "name").isEmpty() ? "" : " " + text(part, "name")) + ": "
                        + text(part, "why"));
    }

    private static void times(List<String> lines, JsonNode finding) {
        JsonNode times = finding.path("times");
        for (String name : List.of("event", "delivered", "ingested", "alerted")) {
            if (!text(times, name).isEmpty()) {
                put(lines, name.equals("event") ? "happened" : name, Spans.day(text(times, name)) + " UTC");
            }
        }
        put(
                lines,
                "delay",
                text(finding, "delaySeconds") + " s"
                        + (finding.path("inTime").asBoolean() ? "" : ", longer than 15 minutes"));
    }

    private static void acceptance(List<String> lines, JsonNode acceptance) {
        if (acceptance.isObject()) {
            String by = text(acceptance, "approvedBy");
            put(
                    lines,
                    "accepted",
                    (by.isEmpty() ? "not yet; " : "by " + by + ", ") + "until "
                            + Spans.day(text(acceptance, "until")) + " UTC, as " + text(acceptance, "askedBy")
                            + " asked");
        }
    }

    private static void put(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add("  " + String.format("%-9s", name) + Shown.line(value));
        }
    }

    static List<String> delays(JsonNode delays) {
        if (delays.path("findings").asLong() == 0) {
            return List.of("Nothing was found yet.");
        }
        return List.of(
                text(delays, "inTime") + " of " + text(delays, "findings") + " findings were told within "
                        + delays.path("goalSeconds").asLong() / 60 + " minutes of their event",
                "  half of them within " + text(delays, "p50") + " s, 99 of 100 within " + text(delays, "p99") + " s",
                "  of that, reading and judging took " + text(delays, "reading") + " s at most (99 of 100)");
    }
}
