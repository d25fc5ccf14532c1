package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DebtRulesCommandsTest extends AgainstAStub {
    @Test
    void lint_namesEveryLine() throws IOException {
        file("debts.yaml", "version: 2\n");
        stub.tell("POST /api/v1/debts/rules/lint", 200, """
                {"problems":[{"line":1,"column":10,"code":"DEBT_RULES_INVALID","message":"bad"}]}""");
        CliRun run = line("debts lint debts.yaml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().strip()).isEqualTo("debts.yaml:1:10: DEBT_RULES_INVALID: bad");
        assertThat(sent("POST").path("document").asText()).isEqualTo("version: 2\n");
    }

    @Test
    void lintOfGoodRules_saysSoAndExitsWithZero() throws IOException {
        file("debts.yaml", "version: 1\nrules: []\n");
        stub.tell("POST /api/v1/debts/rules/lint", 200, "{\"problems\":[]}");
        assertThat(line("debts lint debts.yaml").out().strip()).isEqualTo("debts.yaml: no problems");
    }

    @Test
    void lintWhereNoServerIsNamed_saysTheOneCommandThatDoesIt() throws IOException {
        file("debts.yaml", "version: 1\n");
        assertThat(newcomer().line("debts lint debts.yaml").err())
                .contains("no server is named, and a server reads the debts")
                .contains("breakwater debts lint debts.yaml --own-server");
    }

    @Test
    void rules_areListedWithWhereTheyAreFrom() {
        stub.tell("GET /api/v1/debts/rules", 200, """
                {"items":[{"id":"gdpr-33","owner":"commander","openedBy":["PersonalDataInvolved"],
                           "paidBy":["NotificationMade"],"controls":["gdpr:33","soc2:P6.3"],"own":false},
                          {"id":"customer-told","owner":"function:auditor","openedBy":["IncidentClosed"],
                           "paidBy":["ReviewHeld"],"controls":["soc2:CC2.3"],"own":true}]}""");
        assertThat(line("debts rules")
                        .out()
                        .lines()
                        .map(line -> line.replaceAll(" {2,}", " | ").strip()))
                .containsExactly(
                        "RULE | OWED BY | OPENED BY | PAID BY | CONTROLS | FROM",
                        "gdpr-33 | commander | PersonalDataInvolved | NotificationMade | gdpr:33, soc2:P6.3 | Breakwater",
                        "customer-told | function:auditor | IncidentClosed | ReviewHeld | soc2:CC2.3 | your own");
    }

    @Test
    void schema_isPrinted() {
        stub.tell("GET /api/v1/debts/rules/schema", 200, "{\"$id\":\"debts\"}");
        assertThat(line("debts schema").json().path("$id").asText()).isEqualTo("debts");
    }

    @Test
    void up_namesTheFileToTheServer_fromWhereOneStands(@TempDir Path work) throws IOException {
        Files.writeString(work.resolve("debts.yaml"), "version: 1\n");
        UpSettings settings = new UpSettings();
        new CommandLine(settings).parseArgs("--debts", "debts.yaml");
        Map<String, String> told = settings.of(work, work.resolve("data"), work.resolve("token"));

        assertThat(told)
                .containsEntry("breakwater.debts", work.resolve("debts.yaml").toString());
    }
}
