package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** What needs attention now, on one screen. */
@Command(
        name = "status",
        description = "Who you are, what is open, what is owed, and whether the ledger keeps up.",
        footer = {"  breakwater status", "  breakwater status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Cli cli;

    StatusCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ServerClient server = cli.server();
        ObjectNode status = Documents.object();
        status.put("server", server.address().toString());
        status.set("me", server.read("/me"));
        put(
                status,
                "incidents",
                () -> server.readAll("/incidents", "status=OPEN").path("items"));
        put(status, "grants", () -> open(server));
        put(status, "debts", () -> owed(server));
        put(status, "findings", () -> server.readAll("/findings", "status=OPEN").path("items"));
        put(status, "ledger", () -> server.read("/ledger/head"));
        return cli.show(status, lines(status));
    }

    private static JsonNode open(ServerClient server) {
        return both(server, "/grants", "state=ACTIVE", "state=ENDING");
    }

    private static JsonNode owed(ServerClient server) {
        return both(server, "/debts", "status=MISSED", "status=OPEN");
    }

    private static JsonNode both(ServerClient server, String path, String first, String second) {
        List<JsonNode> items = new ArrayList<>();
        server.readAll(path, first).path("items").forEach(items::add);
        server.readAll(path, second).path("items").forEach(items::add);
        return Documents.tree(items);
    }

    /** What a person may not see is left out, and the rest is still shown. */
    private static void put(ObjectNode status, String name, Supplier<JsonNode> part) {
        seen(part).ifPresent(document -> status.set(name, document));
    }

    private static Optional<JsonNode> seen(Supplier<JsonNode> part) {
        try {
            return Optional.of(part.get());
        } catch (Failure failure) {
            if (failure.exit() == Exit.REFUSED.code() || failure.exit() == Exit.NOT_FOUND.code()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private List<String> lines(JsonNode status) {
        Views views = new Views(cli);
        List<String> lines = new ArrayList<>();
        lines.add(Documents.text(status.path("me"), "person") + " ("
                + String.join(", ", Documents.texts(status.path("me"), "functions")) + ") at "
                + Documents.text(status, "server"));
        part(lines, status, "incidents", "No incident is open.", views.incidents(page(status, "incidents")));
        part(lines, status, "grants", "No access is open.", views.grants(page(status, "grants")));
        part(lines, status, "debts", "Nothing is owed.", views.debts(Documents.list(status, "debts")));
        part(
                lines,
                status,
                "findings",
                "No finding in the logs is open.",
                FindingViews.of(cli).list(Documents.list(status, "findings")));
        JsonNode head = status.path("ledger");
        if (head.isObject()) {
            lines.add("");
            lines.add("Ledger " + Documents.text(head, "origin") + ": " + Documents.text(head, "size")
                    + " facts signed, " + Documents.text(head, "unintegrated") + " waiting");
        }
        return lines;
    }

    private static void part(List<String> lines, JsonNode status, String name, String whenEmpty, List<String> shown) {
        if (status.has(name)) {
            lines.add("");
            lines.addAll(status.path(name).isEmpty() ? List.of(whenEmpty) : shown);
        }
    }

    private static JsonNode page(JsonNode status, String name) {
        ObjectNode page = Documents.object();
        page.set("items", status.path(name));
        return page;
    }
}
