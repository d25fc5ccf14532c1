package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static io.breakwater.server.process.Assertions.assertSecured;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists in pages: sound limits, cursors that were tampered with, and every item once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
    private final ServerProcess server = ServerProcess.startFresh("practice=true");
    private final Emergency people = Emergency.on(server);
    private String incident = "";

    @BeforeAll
    void somethingToList() {
        for (int i = 0; i < 4; i++) {
            incident = people.declare();
            people.alice()
                    .post("/api/v1/grants", Emergency.ask(incident, false))
                    .ok();
        }
    }

    @AfterAll
    void stop() {
        server.erase();
    }

    static Stream<String> lists() {
        return Stream.of(
                "/api/v1/incidents",
                "/api/v1/grants",
                "/api/v1/debts",
                "/api/v1/people",
                "/api/v1/ledger/facts",
                "/api/v1/incidents/INC/timeline");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aList_takesOnlySoundLimits(String list) {
        String path = list.replace("INC", incident);
        for (String limit :
                List.of("0", "1001", "-1", "1.5", "1e3", "abc", "%2B5", "0x10", "99999999999999999999", "%31%00")) {
            assertProblem(people.admin().get(path + "?limit=" + limit), 400);
        }
        people.admin().get(path + "?limit=1").ok();
        people.admin().get(path + "?limit=1000").ok();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aCursorThatWasTamperedWith_isRefusedOrEndsTheList_andBreaksNothing(String list) {
        String path = list.replace("INC", incident);
        for (String after : List.of(
                "%00",
                "%27%20OR%201=1--",
                "..%2F..%2F",
                "%F0%9F%92%A9",
                "%ED%A0%80",
                "%FF%FE",
                "z".repeat(4000),
                "-1",
                "99999999999999999999",
                "%0d%0aSet-Cookie:%20a=b",
                "%5c",
                "%25",
                "%7B%22a%22:1%7D")) {
            Api.Reply reply = people.admin().get(path + "?after=" + after);
            assertThat(reply.status()).as(after + ": " + reply).isIn(200, 400);
            assertSecured(reply);
            if (reply.status() == 400) {
                assertProblem(reply, 400);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListInSmallPages_isTheWholeList_eachItemOnce(String list) {
        String path = list.replace("INC", incident);
        people.admin().get(path).ok();
        List<String> whole = new ArrayList<>();
        JsonNode page = people.admin().get(path + "?limit=1000").ok();
        page.get("items").forEach(item -> whole.add(key(item)));
        for (int size : List.of(1, 2, 7)) {
            List<String> paged = new ArrayList<>();
            String after = "";
            do {
                page = people.admin().get(path + "?limit=" + size + after).ok();
                assertThat(page.get("items").size()).isLessThanOrEqualTo(size);
                page.get("items").forEach(item -> paged.add(key(item)));
                after = "&after=" + page.path("next").asText();
            } while (page.has("next") && paged.size() < whole.size());
            assertThat(paged).doesNotHaveDuplicates().startsWith(whole.toArray(String[]::new));
        }
    }

    private static String key(JsonNode item) {
        return item.has("id")
                ? item.get("id").asText()
                : item.get("envelope").get("id").asText();
    }
}
