package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server with debt rules of one's own")
class DebtRulesIT {
    private static final String BOARD_TOLD = """
            version: 1
            rules:
              - id: board-told
                title: Word to the board
                opens: [{ fact: IncidentDeclared, due: { after: PT4H } }]
                key: [incident]
                owner: function:administrator
                controls: ["iso27001:A.5.24"]
                closes: [{ fact: IncidentNoted }]
            """;

    @TempDir
    Path folder;

    private static JsonNode debt(Emergency people, String status) {
        for (int i = 0; i < 300; i++) {
            for (JsonNode debt : people.dana().all("/api/v1/debts?status=" + status)) {
                if (debt.get("rule").asText().equals("board-told")) {
                    return debt;
                }
            }
            ServerProcess.pause(100);
        }
        throw new AssertionError("no such debt");
    }

    private static List<JsonNode> own(Emergency people) {
        return people.dana().get("/api/v1/debts/rules").ok().findValues("own").stream()
                .filter(JsonNode::asBoolean)
                .toList();
    }

    private static void requireLint(Emergency people) {
        JsonNode problems = people.alice()
                .post("/api/v1/debts/rules/lint", "{\"document\":\"version: 2\\nrules: []\\n\"}")
                .ok()
                .get("problems");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).get("line").asInt()).isEqualTo(1);
        JsonNode schema = people.dana().get("/api/v1/debts/rules/schema").json();
        assertThat(schema.get("title").asText()).startsWith("Breakwater debt rules");
    }

    @Test
    void rules_openDebtsFromTheirStartOn_andWhatTheyOpenedIsPaidAfterTheyAreGone() throws IOException {
        Path rules = Files.writeString(folder.resolve("debts.yaml"), BOARD_TOLD);
        ServerProcess first = ServerProcess.startFresh("debts=" + rules);
        try {
            Emergency people = Emergency.on(first);
            assertThat(own(people)).hasSize(1);
            requireLint(people);
            String incident = people.declare();
            JsonNode owed = debt(people, "OPEN");
            assertThat(owed.get("owner").asText()).isEqualTo("function:administrator");
            first.close();

            ServerProcess second = first.restart();
            people = people.at(second);
            assertThat(own(people)).isEmpty();
            assertThat(second.facts("DebtRulesChanged"))
                    .extracting(change -> change.at("/envelope/data").has("after"))
                    .containsExactly(true, false);
            people.alice()
                    .post("/api/v1/incidents/" + incident + "/notes", "{'text':'the board knows'}")
                    .ok();
            assertThat(debt(people, "CLOSED").get("id")).isEqualTo(owed.get("id"));
            second.close();
        } finally {
            first.erase();
        }
    }

    @Test
    void aServerDoesNotStart_withRulesThatAreWrong_andSaysWhatIs() throws IOException {
        Path rules = Files.writeString(
                folder.resolve("debts.yaml"),
                BOARD_TOLD.replace("IncidentDeclared", "IncidentDeclaired").replace("PT4H", "four hours"));

        assertThatThrownBy(() -> ServerProcess.start(folder.resolve("data"), "debts=" + rules))
                .hasMessageContaining(rules + ":5:21: no fact is called \"IncidentDeclaired\"")
                .hasMessageContaining("a duration such as PT72H");
        assertThat(folder.resolve("data/postgres")).doesNotExist();
    }
}
