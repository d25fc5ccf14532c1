package io.breakwater.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.StubServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says what to the server in a drill, in which order, and what the drill does not let pass. */
final class PlayTest {
    private static final String INCIDENT = "/api/v1/incidents/INC-2026-0001";
    private static final String GRANT = "/api/v1/grants/GR-7f3kq0x2me";

    @TempDir
    Path folder = Path.of("");

    private final StubServer stub = StubServer.started();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void theServerAgreesWithEverything() {
        for (String name : List.of("alice", "bob", "carol", "dana")) {
            stub.tell("POST /api/v1/people/" + name + "/tokens", 201, "{\"secret\":\"bw_" + name + "\"}");
        }
        for (String what : List.of("roles", "notes", "tickets", "tickets/CHG0031201/decision", "close", "review")) {
            stub.tell("POST " + INCIDENT + "/" + what, 200, "{}");
        }
        stub.tell("POST /api/v1/people", 201, "{}");
        stub.tell("POST /api/v1/incidents", 201, "{\"id\":\"INC-2026-0001\"}");
        stub.tell("GET " + INCIDENT + "/timeline", 200, "{\"items\":[]}");
    }

    @AfterEach
    void close() {
        stub.close();
    }

    private Cast cast() {
        return Cast.assemble(
                Person.with("admin", Address.of(stub.url(), Optional.empty(), Optional.empty()), "bw_admin"));
    }

    private Scene scene(Cast cast) {
        Emergency emergency = Emergency.declare(cast, item -> told.add(Documents.text(item, "text")));
        return new Scene(
                cast, emergency, InstantSource.fixed(Instant.parse("2026-11-21T03:12:00Z")), new Measures(), folder);
    }

    private static JsonNode body(StubServer.Asked asked) {
        return Documents.parse(asked.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private StubServer.Asked asked(String request) {
        return stub.asked(request).get(0);
    }

    private static String grant(String state) {
        return "{\"id\":\"GR-7f3kq0x2me\",\"state\":\"" + state + "\",\"requestHash\":\"abc\"}";
    }

    @Test
    void cast_isAdmittedByTheAdministrator_eachWithTheFunctionOfTheirPart() {
        cast();
        assertThat(stub.asked("POST /api/v1/people"))
                .allMatch(one -> one.header("Authorization").equals("Bearer bw_admin"));
        assertThat(stub.asked("POST /api/v1/people").stream()
                        .filter(one -> one.target().equals("/api/v1/people"))
                        .map(PlayTest::body)
                        .map(one -> Documents.text(one, "id") + " " + Documents.texts(one, "functions")))
                .containsExactly(
                        "alice [engineer]",
                        "bob [engineering-approver]",
                        "carol [security-approver]",
                        "dana [commander]");
    }

    @Test
    void incident_isMarkedAsADrill_andDeclaredByTheEngineer() {
        scene(cast());
        assertThat(body(asked("POST /api/v1/incidents")).path("drill").asBoolean())
                .isTrue();
        assertThat(body(asked("POST /api/v1/incidents")).path("severity").asInt())
                .isEqualTo(1);
        assertThat(asked("POST /api/v1/incidents").header("Authorization")).isEqualTo("Bearer bw_alice");
        assertThat(asked("POST " + INCIDENT + "/roles").header("Authorization")).isEqualTo("Bearer bw_dana");
    }

    @Test
    void timeline_isHandedOnOnce_howeverOftenItIsRead() {
        StubServer telling = StubServer.started();
        telling.tell("GET " + INCIDENT + "/timeline", 200, items(1, 100));
        telling.tell("GET " + INCIDENT + "/timeline", 200, items(101, 2));
        telling.tell("GET " + INCIDENT + "/timeline", 200, "{\"items\":[]}");
        Person reader = Person.with("dana", Address.of(telling.url(), Optional.empty(), Optional.empty()), "bw_dana");
        TimelineTail tail =
                new TimelineTail(reader, "INC-2026-0001", item -> told.add(Documents.text(item, "sequence")));
        tail.catchUp();
        assertThat(told).hasSize(102).doesNotHaveDuplicates().startsWith("1").endsWith("102");
        tail.catchUp();
        assertThat(told).hasSize(102);
        assertThat(telling.asked())
                .extracting(one -> one.target().replaceAll(".*after=", ""))
                .containsExactly("0", "100", "102");
        telling.close();
    }

    private static String items(int first, int count) {
        List<String> items = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            items.add("{\"sequence\":" + i + ",\"text\":\"t\"}");
        }
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    @Test
    void ticket_isConfirmedBySomebodyElseThanWhoNamedIt() {
        scene(cast()).emergency().ticketConfirmed("GR-7f3kq0x2me");
        assertThat(asked("POST " + INCIDENT + "/tickets").header("Authorization"))
                .isEqualTo("Bearer bw_alice");
        assertThat(asked("POST " + INCIDENT + "/tickets/CHG0031201/decision").header("Authorization"))
                .isEqualTo("Bearer bw_dana");
    }

    @Test
    void incident_isClosedBeforeItIsReviewed() {
        scene(cast()).emergency().closed();
        List<String> order = stub.asked("POST " + INCIDENT).stream()
                .map(one -> one.target().substring(INCIDENT.length()))
                .toList();
        assertThat(order.indexOf("/close")).isLessThan(order.indexOf("/review"));
        assertThat(Documents.texts(body(asked("POST " + INCIDENT + "/review")), "participants"))
                .containsExactly("alice", "carol", "dana");
    }

    @Test
    void readiness_isWhatTheServerSaysOnceItHasSettled() {
        stub.tell("GET " + INCIDENT, 200, "{\"status\":\"CLOSED\"}")
                .tell("GET " + INCIDENT, 200, "{\"status\":\"AUDIT_READY\"}");
        stub.tell("GET " + INCIDENT + "/readiness", 200, "{\"auditReady\":true}");
        assertThat(scene(cast()).emergency().settled().path("auditReady").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE", "DENIED", "APPROVED"})
    void requestThatDoesNotWaitForApprovals_stopsTheDrill(String state) {
        stub.tell("POST /api/v1/grants", 201, grant(state));
        BrokenGlass glass = new BrokenGlass(scene(cast()));
        assertThatThrownBy(glass::ask)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the request should wait for approvals");
    }

    @Test
    void glassThatDoesNotOpen_stopsTheDrillBeforeACredentialIsAskedFor() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"))
                .tell("POST " + GRANT + "/break-glass", 200, grant("ENDING"));
        BrokenGlass glass = new BrokenGlass(scene(cast()));
        JsonNode asked = glass.ask();
        assertThatThrownBy(() -> glass.breakAndWork(asked)).hasMessageContaining("breaking the glass should open");
        assertThat(stub.asked("POST " + GRANT + "/credential")).isEmpty();
    }

    @Test
    void credentialThatDoesNotLogIn_stopsTheDrillWithTheTargetsCode() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"))
                .tell("POST " + GRANT + "/break-glass", 200, grant("ACTIVE"));
        stub.tell(
                "POST " + GRANT + "/credential",
                200,
                "{\"secret\":\"s3cret\",\"environment\":{\"PGHOST\":\"127.0.0.1\",\"PGPORT\":\"1\",\"PGDATABASE\":\"x\","
                        + "\"PGUSER\":\"x\"}}");
        BrokenGlass glass = new BrokenGlass(scene(cast()));
        JsonNode asked = glass.ask();
        assertThatThrownBy(() -> glass.breakAndWork(asked)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.exit()).isEqualTo(7);
            assertThat(failure.line())
                    .startsWith("DRILL_FAILED: the work on the target failed")
                    .doesNotContain("s3cret");
        });
    }

    @Test
    void brokenGlass_isReviewedBySecurity_notByWhoBrokeIt() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED")).tell("POST " + GRANT + "/review", 200, "{}");
        BrokenGlass glass = new BrokenGlass(scene(cast()));
        glass.ask();
        glass.review();
        assertThat(asked("POST " + GRANT + "/review").header("Authorization")).isEqualTo("Bearer bw_carol");
    }

    @Test
    void secondAccess_isApprovedByBothOthersForExactlyWhatWasAsked() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"));
        stub.tell("POST " + GRANT + "/approvals", 200, grant("REQUESTED"));
        Scene scene = scene(cast());
        assertThatThrownBy(() -> new ApprovedAccess(scene).play()).hasMessageContaining("two approvals should open");
        assertThat(stub.asked("POST " + GRANT + "/approvals"))
                .extracting(one -> one.header("Authorization"))
                .containsExactly("Bearer bw_bob", "Bearer bw_carol");
        assertThat(stub.asked("POST " + GRANT + "/approvals"))
                .allMatch(one -> Documents.text(body(one), "requestHash").equals("abc"));
    }

    @Test
    void measures_keepTheirOrder() {
        Measures measures = new Measures();
        long started = measures.start();
        measures.stop("b", started);
        measures.stop("a", started);
        assertThat(measures.millis().keySet()).containsExactly("b", "a");
        assertThat(measures.millis().values()).allMatch(millis -> millis >= 0);
    }
}
