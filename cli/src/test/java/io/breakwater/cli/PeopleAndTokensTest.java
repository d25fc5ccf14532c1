package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may act, and what proves it. */
final class PeopleAndTokensTest extends AgainstAStub {
    @Test
    void person_isAddedWithNameAndFunctions() {
        stub.tell("POST /api/v1/people", 201, "{}");
        CliRun run = line("person add carol --name 'Carol Okafor' --functions security-approver,commander");
        assertThat(run.out().strip()).isEqualTo("carol may act");
        assertThat(sent("POST"))
                .isEqualTo(json("{\"id\":\"carol\",\"displayName\":\"Carol Okafor\","
                        + "\"functions\":[\"security-approver\",\"commander\"]}"));
    }

    @Test
    void personWithoutAName_isCalledWhatTheyActUnder() {
        stub.tell("POST /api/v1/people", 201, "{}");
        line("person add dora");
        assertThat(sent("POST")).isEqualTo(json("{\"id\":\"dora\",\"displayName\":\"dora\",\"functions\":[]}"));
    }

    @Test
    void functionThatDoesNotExist_isTheServersToName() {
        stub.problem("POST /api/v1/people", 400, "MALFORMED_NAME", "no function is called \"enginer\"");
        CliRun run = line("person add dora --functions enginer");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no function is called \"enginer\"");
    }

    @Test
    void functionsSetAnew_areAskedAboutAndReplaceWhatWas() {
        stub.tell("PUT /api/v1/people/alice/functions", 200, "{}");
        CliRun asked = cli().onATerminal().typing("yes\n").line("person functions alice engineer,commander");
        assertThat(asked.err()).contains("Let alice be engineer, commander? [y/N]");
        assertThat(sent("PUT")).isEqualTo(json("{\"functions\":[\"engineer\",\"commander\"]}"));
    }

    @Test
    void functionsTakenAway_areAnEmptyList_andSaidSo() {
        stub.tell("PUT /api/v1/people/alice/functions", 200, "{}");
        assertThat(line("person functions alice").err()).contains("Let alice be nothing?");
        line("person functions alice --yes");
        assertThat(sent("PUT")).isEqualTo(json("{\"functions\":[]}"));
    }

    @Test
    void alias_isTheSameHumanBeing() {
        stub.tell("POST /api/v1/people/alice/aliases", 200, "{}");
        assertThat(line("person alias alice alice-admin").out().strip()).isEqualTo("alice-admin is alice");
        assertThat(sent("POST")).isEqualTo(json("{\"alias\":\"alice-admin\"}"));
    }

    @Test
    void people_areListedWithThoseWhoMayNoLongerAct() {
        stub.tell("GET /api/v1/people", 200, """
                {"items":[{"id":"alice","displayName":"Alice Ito","functions":["engineer","commander"],"active":true},
                          {"id":"mallory","displayName":"M.","functions":[],"active":false}]}""");
        assertThat(line("person list").out().lines())
                .containsExactly(
                        "PERSON   NAME       FUNCTIONS",
                        "alice    Alice Ito  engineer, commander",
                        "mallory  M.                              deactivated");
    }

    @Test
    void token_goesToAFileOfItsOwnerAndNotToTheScreen() throws IOException {
        stub.tell("POST /api/v1/people/alice/tokens", 201, "{\"token\":\"TK-1\",\"secret\":\"bw_fresh\"}");
        CliRun run = line("token create alice --label laptop -o alice.token --json");
        Path file = folder.resolve("alice.token");
        assertThat(run.out() + run.err()).doesNotContain("bw_fresh");
        assertThat(run.json().path("file").asText()).isEqualTo("alice.token");
        assertThat(Files.readString(file)).isEqualTo("bw_fresh\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void tokenWithoutAFile_isShownOnce() {
        stub.tell("POST /api/v1/people/alice/tokens", 201, "{\"token\":\"TK-1\",\"secret\":\"bw_fresh\"}");
        CliRun run = line("token create alice --label laptop");
        assertThat(run.out()).contains("TK-1, shown this once:").containsOnlyOnce("bw_fresh");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30d,2592000", "12h,43200", "1h30m,5400"})
    void token_lastsAsLongAsWasSaid(String span, long seconds) {
        stub.tell("POST /api/v1/people/alice/tokens", 201, "{}");
        line("token create alice --label laptop --for " + span);
        assertThat(sent("POST").path("expiresInSeconds").asLong()).isEqualTo(seconds);
        assertThat(sent("POST").path("label").asText()).isEqualTo("laptop");
    }

    @Test
    void tokenFileThatExists_isNotWrittenOver_andNoTokenIsMade() throws IOException {
        file("alice.token", "bw_still_valid\n");
        CliRun run = line("token create alice --label laptop -o alice.token");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("alice.token exists already").contains("no token was made");
        assertThat(folder.resolve("alice.token")).content().isEqualTo("bw_still_valid\n");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void tokenFileInAFolderThatIsNotThere_isRefusedBeforeATokenIsMade() {
        CliRun run = line("token create alice --label laptop -o nowhere/alice.token");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void tokens_areListedByNameWithoutTheirSecrets() {
        stub.tell("GET /api/v1/people/alice/tokens", 200, """
                {"items":[{"id":"TK-hfhby0bsvm","label":"laptop","expiresAt":"2026-11-21T15:12:00Z"},
                          {"token":"TK-1v7kq0x2me","label":"old","revokedAt":"2026-11-20T00:00:00Z"}]}""");
        assertThat(line("token list alice").out().lines())
                .containsExactly(
                        "TOKEN          LABEL   EXPIRES",
                        "TK-hfhby0bsvm  laptop  2026-11-21 15:12 UTC (in 12h)",
                        "TK-1v7kq0x2me  old                                    revoked");
    }

    @Test
    void revokingAToken_isByItsName() {
        stub.tell("DELETE /api/v1/tokens/TK-hfhby0bsvm", 204, "");
        CliRun run = line("token revoke TK-hfhby0bsvm --yes");
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip()).isEqualTo("TK-hfhby0bsvm is useless now");
    }

    @Test
    void secretPastedInPlaceOfAName_isNotRepeatedAnywhere() {
        CliRun run = line("token revoke bw_pasted_by_mistake --yes");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("breakwater token list").doesNotContain("pasted_by_mistake");
        assertThat(stub.asked()).isEmpty();
    }
}
