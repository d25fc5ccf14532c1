package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.StubServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The tool in a folder of its own, against a server that answers what the test tells it; one incident is open. */
abstract class AgainstAStub {
    static final String INCIDENT = "INC-2026-0001";
    static final String GRANT = "GR-7f3kq0x2me";
    static final String INCIDENT_URL = "/api/v1/incidents/" + INCIDENT;
    static final String GRANT_URL = "/api/v1/grants/" + GRANT;
    static final String OPEN_INCIDENTS = """
            {"items":[{"id":"INC-2026-0001","title":"checkout down","severity":1,"status":"OPEN"}]}""";
    static final String ACTIVE = """
            {"id":"GR-7f3kq0x2me","incident":"INC-2026-0001","requester":"alice","target":"orders-db","role":"admin",\
            "state":"ACTIVE","reason":"because it is down","durationSeconds":2700,"endsAt":"2026-11-21T03:57:00Z"}""";
    static final String CREDENTIAL = """
            {"account":"breakwater_g1","secret":"s3cret'","secretVariable":"PGPASSWORD",\
            "environment":{"PGHOST":"127.0.0.1","PGUSER":"breakwater_g1"},"endsAt":"2026-11-21T03:57:00Z"}""";

    @TempDir
    Path folder = Path.of("");

    final StubServer stub = StubServer.started();

    @BeforeEach
    void oneIncidentIsOpen() {
        stub.tell("GET /api/v1/incidents", 200, OPEN_INCIDENTS);
    }

    @AfterEach
    void closeTheStub() {
        stub.close();
    }

    /** Somebody who is logged in. */
    CliRun.Builder cli() {
        return CliRun.in(folder).server(stub.url());
    }

    /** Somebody who has never been here. */
    CliRun.Builder newcomer() {
        return CliRun.in(folder);
    }

    CliRun line(String typed) {
        return cli().line(typed);
    }

    /** The grant in another state than active. */
    static String grant(String state) {
        return ACTIVE.replace("ACTIVE", state);
    }

    /** A document with more fields. */
    static String with(String document, String fields) {
        return document.replaceFirst("}$", "," + fields + "}");
    }

    static JsonNode json(String text) {
        return Documents.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** The body of the first request of that method and path. */
    JsonNode sent(String request) {
        return json(stub.asked(request).get(0).body());
    }

    /** Everything but reading. */
    long commandsSent() {
        return stub.asked().stream()
                .filter(asked -> !asked.method().equals("GET"))
                .count();
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
