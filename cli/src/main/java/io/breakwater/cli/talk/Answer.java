package io.breakwater.cli.talk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One answer of a server, read whole and within bounds. */
record Answer(int status, String contentType, byte[] body) {
    private static final int GOOD = 200;
    private static final int REDIRECTS = 300;
    private static final int ERRORS = 400;

    boolean isGood() {
        return status >= GOOD && status < REDIRECTS;
    }

    /** The JSON of a good answer; an empty object when it says nothing. */
    JsonNode document() {
        if (body.length == 0) {
            return Documents.object();
        }
        return Documents.parse(body).orElseThrow(this::garbage);
    }

    /** What the answer says went wrong. */
    Failure failure() {
        if (status >= REDIRECTS && status < ERRORS) {
            return new Failure(
                    "SERVER_REDIRECTS",
                    "the server sends this command elsewhere, and a token does not follow",
                    "Give the address it really lives at with --server.",
                    Exit.UNREACHABLE);
        }
        return problem().map(this::told).orElseGet(this::garbage);
    }

    private Optional<JsonNode> problem() {
        return contentType.toLowerCase(Locale.ROOT).startsWith("application/problem+json")
                ? Documents.parse(body)
                        .filter(node -> Documents.text(node, "code").matches("[A-Z][A-Z0-9_]{1,60}"))
                : Optional.empty();
    }

    private Failure told(JsonNode problem) {
        String code = Documents.text(problem, "code");
        String detail = Documents.text(problem, "detail");
        String sentence = detail.isEmpty() ? Documents.text(problem, "title") : detail;
        return new Failure(code, sentence + errors(problem, sentence), Remedy.of(code), Exit.of(code, status));
    }

    /** Single errors with their lines; those that only repeat the sentence add nothing. */
    private static String errors(JsonNode problem, String sentence) {
        return Documents.list(problem, "errors").stream()
                .filter(error -> !sentence.contains(Documents.text(error, "message")))
                .map(error -> "\n  " + place(error) + Documents.text(error, "message"))
                .collect(Collectors.joining());
    }

    private static String place(JsonNode error) {
        int line = error.path("line").asInt();
        return line > 0 ? "line " + line + ": " : "";
    }

    private Failure garbage() {
        return new Failure(
                "SERVER_NOT_UNDERSTOOD",
                "what answers with status " + status + " does not speak as a Breakwater server does",
                "Check the address, and whether a proxy stands between.",
                Exit.UNREACHABLE);
    }
}
