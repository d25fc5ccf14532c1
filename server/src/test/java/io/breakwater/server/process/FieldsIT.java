package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static io.breakwater.server.process.Assertions.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.ledger.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every command, made wrong in every way that is wrong for its kind, on an incident, a grant and people that
 * are really there: so that only the field stands between the command and what it does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldsIT {
    private static final List<String> NO_TEXT = List.of(
            "\"\"",
            "\"   \"",
            "\"a\\u0000b\"",
            "\"a\\u0007b\"",
            "\"a\\u001b[2Jb\"",
            "\"a\\u202eb\"",
            "\"a\\u2066b\"",
            "\"a\\u200bb\"",
            "\"a\\u2028b\"",
            "\"a\\ufeffb\"",
            "\"a\\ue000b\"",
            "\"a\\ud800b\"",
            "\"" + "x".repeat(200_000) + "\"");

    private static final List<String> NO_NAME = List.of(
            "\"\u0430dmin\"",
            "\"\uff41dmin\"",
            "\"a b\"",
            "\"../../etc/passwd\"",
            "\"'; DROP TABLE fact; --\"",
            "\"a\\r\\nSet-Cookie: b\"",
            "\"%00\"",
            "\"" + "a".repeat(300) + "\"");

    private static final List<String> NO_NUMBER =
            List.of("\"1\"", "1.5", "1e3", "-1", "99999999999999999999", "1e400", "true", "null", "[1]", "\"one\"");

    private static final List<String> NO_TIME = List.of(
            "\"yesterday\"",
            "\"2026-13-45T00:00:00Z\"",
            "\"2026-11-21T03:12:00\"",
            "\"2026-11-21\"",
            "0",
            "\"+1000000000-01-01T00:00:00Z\"");

    /** What is no value of any kind of field. */
    private static final List<String> NOTHING =
            List.of("null", "{}", "[[]]", "{\"a\":".repeat(30) + "1" + "}".repeat(30));

    /** What stands in the fitting bodies, and what it is by kind; a field that is in none is plain text. */
    private static final Map<String, List<String>> BY_FIELD = Map.ofEntries(
            Map.entry("id", NO_NAME),
            Map.entry("alias", NO_NAME),
            Map.entry("person", NO_NAME),
            Map.entry("incident", NO_NAME),
            Map.entry("target", NO_NAME),
            Map.entry("fact", NO_NAME),
            Map.entry("ticket", NO_NAME),
            Map.entry("rule", NO_NAME),
            Map.entry("digest", NO_NAME),
            Map.entry("requestHash", NO_NAME),
            Map.entry("decision", NO_NAME),
            Map.entry("severity", NO_NUMBER),
            Map.entry("durationSeconds", NO_NUMBER),
            Map.entry("expiresInSeconds", NO_NUMBER),
            Map.entry("awareAt", NO_TIME),
            Map.entry("functions", List.of("\"engineer\"", "[1]", "[\"root\"]", "[null]")),
            Map.entry("participants", List.of("\"alice\"", "[1]", "[null]", "[\"\u0430lice\"]")),
            Map.entry("document", List.of("\"\"", "\"a\\u0000b\"", "\"[\"", "\"&a [*a,*a]\"")));

    private final ServerProcess server = ServerProcess.startFresh("practice=true");
    private List<Operation> operations = List.of();
    private Emergency people = Emergency.on(server);
    private String incident = "";
    private String grant = "";
    private String before = "";

    record Wrong(Operation operation, String field, String value) {
        @Override
        public String toString() {
            return operation + " " + field + " " + value.substring(0, Math.min(40, value.length()));
        }
    }

    @BeforeAll
    void anEmergency() {
        operations = Operation.of(server);
        incident = people.declare();
        people.dana()
                .post("/api/v1/incidents/" + incident + "/tickets", "{'ticket':'CHG0000001'}")
                .ok();
        grant = people.alice()
                .post("/api/v1/grants", Emergency.ask(incident, false))
                .ok()
                .get("id")
                .asText();
        before = facts();
    }

    @AfterAll
    void nothingOfAllThatWasDone() {
        try {
            assertThat(facts()).isEqualTo(before);
        } finally {
            server.erase();
        }
    }

    /** What is on the record but readings and what the clock adds by itself. */
    private String facts() {
        List<String> types = new ArrayList<>();
        people.dana().all("/api/v1/incidents/" + incident + "/timeline").stream()
                .map(line -> line.get("type").asText() + " " + line.get("actor").asText())
                .filter(line -> !line.contains("EvidenceRead") && !line.contains("Refused") && !line.contains("system"))
                .forEach(types::add);
        people.admin().all("/api/v1/people").forEach(person -> types.add(person.toString()));
        return String.join("\n", types);
    }

    Stream<Operation> taking() {
        return Operation.taking(operations);
    }

    private Stream<Operation> withFields() {
        return taking().filter(operation -> !operation.fitting().equals("{}"));
    }

    /** On the policy's own commands only the administrator is let in so far that fields matter; so for people. */
    private Api.Reply sent(Operation operation, String body) {
        boolean dana = operation.path().startsWith("/api/v1/incidents")
                && !operation.path().endsWith("erasures");
        boolean bob = operation.path().endsWith("approvals") || operation.path().endsWith("/review");
        Api who = bob && !dana ? people.bob() : dana ? people.dana() : people.admin();
        Api asking =
                operation.path().equals("/api/v1/grants") || operation.path().endsWith("explain")
                        ? people.alice()
                        : who;
        return operation.send(asking, operation.filled("alice", incident, grant), body);
    }

    private ObjectNode fitting(Operation operation) {
        try {
            ObjectNode body = (ObjectNode) Json.mapper().readTree(operation.fitting());
            if (body.has("incident")) {
                body.put("incident", incident);
            }
            return body;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String with(ObjectNode body, String field, String value) {
        ObjectNode changed = body.deepCopy();
        changed.set(field, new TextNode("\u0001here\u0001"));
        return changed.toString().replace("\"\\u0001here\\u0001\"", value);
    }

    Stream<Wrong> wrongKinds() {
        return withFields()
                .flatMap(operation -> fields(operation)
                        .flatMap(field -> Stream.concat(
                                        NOTHING.stream(),
                                        fitting(operation).get(field).isTextual()
                                                ? Stream.of("1", "true", "1.5")
                                                : Stream.of("\"text\""))
                                .map(value -> new Wrong(operation, field, value))));
    }

    Stream<Wrong> wrongValues() {
        return withFields()
                .flatMap(operation -> fields(operation)
                        .flatMap(field -> BY_FIELD.getOrDefault(field, NO_TEXT).stream()
                                .map(value -> new Wrong(operation, field, value))));
    }

    private Stream<String> fields(Operation operation) {
        List<String> names = new ArrayList<>();
        fitting(operation).fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongKinds")
    void aValueOfTheWrongKind_isRefused(Wrong wrong) {
        assertProblem(sent(wrong.operation(), with(fitting(wrong.operation()), wrong.field(), wrong.value())), 400);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aValueThatIsNoneOfItsKind_isRefused(Wrong wrong) {
        Api.Reply reply = sent(wrong.operation(), with(fitting(wrong.operation()), wrong.field(), wrong.value()));
        if (reply.status() == 200 && wrong.operation().path().endsWith("explain")) {
            assertThat(reply.json().get("verdict").asText()).isEqualTo("REFUSED");
        } else if (reply.status() == 200 && wrong.operation().path().endsWith("lint")) {
            assertThat(reply.json().get("problems")).isNotEmpty();
        } else {
            assertRefused(reply);
        }
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void aMissingField_isRefused_andNamed(Operation operation) {
        fields(operation).forEach(field -> {
            ObjectNode body = fitting(operation);
            body.remove(field);
            Api.Reply reply = sent(operation, body.toString());
            assertProblem(reply, 400);
            assertThat(reply.json().get("detail").asText()).contains(field);
        });
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void aMisspeltField_isRefused_andTheRightOneSuggested(Operation operation) {
        fields(operation).filter(field -> field.length() > 3).forEach(field -> {
            ObjectNode body = fitting(operation);
            JsonNode value = body.remove(field);
            String misspelt = field.substring(0, field.length() - 2) + field.charAt(field.length() - 1);
            body.set(misspelt, value);
            Api.Reply reply = sent(operation, body.toString());
            assertProblem(reply, 400);
            assertThat(reply.code()).isEqualTo("UNKNOWN_FIELD");
            assertThat(reply.json().get("detail").asText()).contains("did you mean " + field + "?");
        });
    }

    @ParameterizedTest
    @MethodSource("withFields")
    void aFieldThatComesTwice_isRefused(Operation operation) {
        String body = fitting(operation).toString();
        String twice = body.substring(0, body.length() - 1) + "," + body.substring(1);
        assertProblem(sent(operation, twice), 400);
    }

    @ParameterizedTest
    @MethodSource("taking")
    void moreThanOneValue_comments_orAnotherEncoding_areRefused(Operation operation) {
        String body = fitting(operation).toString();
        for (String odd :
                List.of(body + body, body + "x", "/* */" + body, "\ufeff" + body, body.replace('"', '\'') + " ,")) {
            assertProblem(sent(operation, odd), 400);
        }
        String path = operation.filled("alice", incident, grant);
        for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            assertProblem(operation.send(people.admin(), path, body.getBytes(charset)), 400);
        }
    }

    @Test
    void namesThatLookLikeOthers_areRefused_whereverAPersonIsNamed() {
        for (String look : List.of("al\u0131ce", "\u0430lice", "alic\u0435", "alice\u200b", "ALICE", "alice ")) {
            assertRefused(
                    people.admin().post("/api/v1/people", "{'id':'" + look + "','displayName':'x','functions':[]}"));
            assertRefused(people.dana()
                    .post("/api/v1/incidents/" + incident + "/roles", "{'role':'SCRIBE','person':'" + look + "'}"));
        }
    }
}
