package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.StubServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    private static final String ACTIVE = """
            {"id":"G-1","incident":"INC-2026-0001","requester":"alice","target":"orders-db","role":"admin",\
            "state":"ACTIVE","reason":"because it is down","durationSeconds":2700,"endsAt":"2026-11-21T03:57:00Z"}""";
    private static final String CREDENTIAL = """
            {"account":"breakwater_g1","secret":"s3cret'","secretVariable":"PGPASSWORD",\
            "environment":{"PGHOST":"127.0.0.1","PGUSER":"breakwater_g1"},"endsAt":"2026-11-21T03:57:00Z"}""";

    @TempDir
    Path folder = Path.of("");

    private StubServer stub = start();

    private static StubServer start() {
        try {
            return new StubServer();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void oneIncidentIsOpen() {
        stub.tell(
                "GET /api/v1/incidents",
                200,
                "{\"items\":[{\"id\":\"INC-2026-0001\",\"title\":\"checkout down\",\"severity\":1,\"status\":\"OPEN\"}]}");
    }

    @AfterEach
    void close() {
        stub.close();
    }

    private CliRun.Builder cli() {
        return CliRun.in(folder).server(stub.url());
    }

    private static JsonNode json(String text) {
        return Documents.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private JsonNode sent(String request) {
        return json(stub.asked(request).get(0).body());
    }

    // --- refusals first --------------------------------------------------------------------------------------------

    @Test
    void unknownCommand_isRefusedWithASuggestion() {
        CliRun run = CliRun.in(folder).run("inciden");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("USAGE: ").contains("Did you mean").contains("incident");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void missingOption_isNamed() {
        CliRun run = cli().run("incident", "declare", "checkout down");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--severity").contains("breakwater incident declare --help");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void errorInJsonMode_isOneDocumentOnStandardOutputAndALineBeside() {
        stub.problem("GET /api/v1/grants/G-9", 404, "NOT_FOUND", "there is no grant G-9");
        CliRun run = cli().run("access", "show", "G-9", "--json");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(json(run.out()).path("error").path("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(json(run.out()).path("error").path("exit").asInt()).isEqualTo(4);
        assertThat(run.err()).startsWith("NOT_FOUND: there is no grant G-9. ");
    }

    @Test
    void usageErrorInJsonMode_isADocumentToo() {
        CliRun run = cli().run("incident", "declare", "--json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(json(run.out()).path("error").path("code").asText()).isEqualTo("USAGE");
    }

    @Test
    void noServerNamed_saysHowToNameOne() {
        CliRun run = CliRun.in(folder).run("status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("NO_SERVER: ").contains("breakwater login");
    }

    @Test
    void severalIncidentsOpen_oneHasToBeNamed() throws IOException {
        try (StubServer two = new StubServer()) {
            two.tell(
                    "GET /api/v1/incidents",
                    200,
                    "{\"items\":[{\"id\":\"INC-2026-0001\"},{\"id\":\"INC-2026-0002\"}]}");
            CliRun run = CliRun.in(folder).server(two.url()).run("incident", "note", "hello");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("INC-2026-0001, INC-2026-0002").contains("--incident");
            assertThat(two.asked("POST")).isEmpty();
        }
    }

    @Test
    void noIncidentOpen_saysHowToDeclareOne() throws IOException {
        try (StubServer none = new StubServer()) {
            none.tell("GET /api/v1/incidents", 200, "{\"items\":[]}");
            CliRun run = CliRun.in(folder).server(none.url()).run("incident", "note", "hello");
            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.err()).contains("breakwater incident declare");
        }
    }

    @Test
    void closingWithoutAYes_isRefusedWhereNobodyCanBeAsked() {
        CliRun run = cli().run("incident", "close", "INC-2026-0001");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--yes");
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void closingAnsweredWithNo_doesNothing() {
        CliRun run = cli().onATerminal().typing("n\n").run("incident", "close", "INC-2026-0001");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void endingSomebodyElsesAccess_needsAYes() {
        stub.tell("GET /api/v1/grants/G-1", 200, ACTIVE).tell("GET /api/v1/me", 200, "{\"person\":\"bob\"}");
        CliRun run = cli().run("access", "end", "G-1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("alice");
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void configOthersCanRead_isRefusedAndItsTokenNotSent() throws IOException {
        Path config = folder.resolve(".config/breakwater/config.json");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "{\"server\":\"" + stub.url() + "\",\"token\":\"bw_kept\"}");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
        CliRun run = CliRun.in(folder).run("status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("SECRET_EXPOSED: ")
                .contains("chmod 600")
                .doesNotContain("bw_kept");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void keptToken_goesToItsOwnServerOnly() throws IOException {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\",\"functions\":[\"engineer\"]}");
        CliRun.in(folder).typing("bw_kept\n").run("login", "--server", stub.url());
        try (StubServer other = new StubServer()) {
            CliRun.in(folder).run("incident", "list", "--server", other.url());
            assertThat(other.asked()).hasSize(1);
            assertThat(other.asked().get(0).header("Authorization")).isEmpty();
        }
    }

    @Test
    void loginThatTheServerRefuses_keepsNothing() {
        stub.problem("GET /api/v1/me", 401, "NOT_AUTHENTICATED", "the token is not known");
        CliRun run = CliRun.in(folder).typing("bw_wrong\n").run("login", "--server", stub.url());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(folder.resolve(".config")).doesNotExist();
    }

    @Test
    void login_keepsTheTokenForItsOwnerAlone() throws IOException {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\",\"functions\":[\"engineer\"]}");
        CliRun run = CliRun.in(folder).typing("bw_kept\n").run("login", "--server", stub.url());
        Path config = folder.resolve(".config/breakwater/config.json");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("alice (engineer)").doesNotContain("bw_kept");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(CliRun.in(folder).run("incident", "list").exit()).isZero();
        assertThat(stub.asked("GET /api/v1/incidents").get(0).header("Authorization"))
                .isEqualTo("Bearer bw_kept");
    }

    @Test
    void textOfAServer_cannotCommandTheTerminal() {
        stub.tell("GET /api/v1/incidents/X", 200, "{\"id\":\"X\",\"title\":\"a\\u001b]0;evil\\u0007\\u202eb\"}");
        CliRun run = cli().run("incident", "show", "X");
        assertThat(run.out()).doesNotContain("\u001b").doesNotContain("\u0007").doesNotContain("\u202e");
    }

    @Test
    void noColour_isRespectedOnATerminal() {
        stub.tell("GET /api/v1/grants/G-1", 200, ACTIVE);
        assertThat(cli().onATerminal().run("access", "show", "G-1").out()).contains("\u001b[32mACTIVE");
        assertThat(cli().onATerminal()
                        .with("NO_COLOR", "1")
                        .run("access", "show", "G-1")
                        .out())
                .doesNotContain("\u001b");
    }

    // --- access ----------------------------------------------------------------------------------------------------

    @Test
    void accessThatNeedsApproval_exitsWith8AndSaysWhoIsMissing() {
        stub.tell(
                "POST /api/v1/grants",
                201,
                ACTIVE.replace("ACTIVE", "REQUESTED")
                        .replace("}", ",\"approvalsMissing\":{\"security-approver\":1,\"engineering-approver\":0}}"));
        CliRun run = cli().run("access", "orders-db", "admin", "--for", "45m", "--reason", "because it is down");
        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err()).contains("1 × security-approver").contains("breakwater access break-glass G-1");
        assertThat(run.err()).contains("INC-2026-0001: checkout down (the only one open)");
        assertThat(sent("POST /api/v1/grants").path("durationSeconds").asInt()).isEqualTo(2700);
    }

    @Test
    void brokenGlassThatIsWithheld_exitsWith8AndSaysWhatASecondPersonDoes() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE.replace("ACTIVE", "REQUESTED"));
        CliRun run = cli().run(
                        "access",
                        "orders-db",
                        "admin",
                        "--for",
                        "45m",
                        "--reason",
                        "because it is down",
                        "--break-glass");
        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err())
                .contains("BREAK_GLASS_WITHHELD")
                .contains("a second person runs `breakwater access break-glass G-1`");
    }

    @Test
    void accessThatCouldNotBeOpened_exitsWith7() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE.replace("ACTIVE", "ENDING"));
        CliRun run = cli().run("access", "orders-db", "admin", "--for", "45m", "--reason", "because it is down");
        assertThat(run.exit()).isEqualTo(7);
    }

    @Test
    void commandUnderAGrant_findsTheCredentialInItsEnvironmentAndItsCodeIsOurs() throws IOException {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST /api/v1/grants/G-1/credential", 200, CREDENTIAL);
        stub.tell("POST /api/v1/grants/G-1/end", 200, ACTIVE.replace("ACTIVE", "ENDED"));
        Path seen = folder.resolve("seen");
        CliRun run = cli().run(
                        "access",
                        "orders-db",
                        "admin",
                        "--for",
                        "45m",
                        "--reason",
                        "because it is down",
                        "--break-glass",
                        "--",
                        "sh",
                        "-c",
                        "printf %s \"$PGUSER $PGPASSWORD\" > '" + seen + "'; exit 42");
        assertThat(Files.readString(seen)).isEqualTo("breakwater_g1 s3cret'");
        assertThat(run.exit()).isEqualTo(42);
        assertThat(run.out() + run.err()).doesNotContain("s3cret");
        assertThat(stub.asked("POST /api/v1/grants/G-1/end")).hasSize(1);
        assertThat(sent("POST /api/v1/grants").path("breakGlass").asBoolean()).isTrue();
    }

    @Test
    void commandThatSucceedsWhileItsRevocationIsUnproven_exitsWith7() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST /api/v1/grants/G-1/credential", 200, CREDENTIAL);
        stub.tell("POST /api/v1/grants/G-1/end", 200, ACTIVE.replace("ACTIVE", "ENDING"));
        CliRun run = cli().run(
                        "access", "orders-db", "admin", "--for", "45m", "--reason", "because it is down", "--", "true");
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("REVOCATION_UNPROVEN");
    }

    @Test
    void commandThatCannotBeStarted_endsTheGrant() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST /api/v1/grants/G-1/credential", 200, CREDENTIAL);
        stub.tell("POST /api/v1/grants/G-1/end", 200, ACTIVE.replace("ACTIVE", "ENDED"));
        CliRun run = cli().run(
                        "access",
                        "orders-db",
                        "admin",
                        "--for",
                        "45m",
                        "--reason",
                        "because it is down",
                        "--",
                        "/nonexistent");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(stub.asked("POST /api/v1/grants/G-1/end")).hasSize(1);
    }

    @Test
    void keep_leavesTheGrantOpen() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST /api/v1/grants/G-1/credential", 200, CREDENTIAL);
        CliRun run = cli().run(
                        "access",
                        "orders-db",
                        "admin",
                        "--for",
                        "45m",
                        "--reason",
                        "because it is down",
                        "--keep",
                        "--",
                        "true");
        assertThat(run.exit()).isZero();
        assertThat(stub.asked("POST /api/v1/grants/G-1/end")).isEmpty();
    }

    @Test
    void credential_isShownAsAShellTakesIt() {
        stub.tell("POST /api/v1/grants/G-1/credential", 200, CREDENTIAL);
        assertThat(cli().run("access", "credential", "G-1").out()).contains("export PGPASSWORD='s3cret'\\'''");
    }

    @Test
    void approval_isBoundToTheHashOfWhatIsAsked() {
        stub.tell("GET /api/v1/grants/G-1", 200, ACTIVE.replace("}", ",\"requestHash\":\"abc\"}"));
        stub.tell("POST /api/v1/grants/G-1/approvals", 200, "{}");
        assertThat(cli().run("access", "approve", "G-1", "--comment", "fine", "--yes")
                        .exit())
                .isZero();
        assertThat(sent("POST /api/v1/grants/G-1/approvals").path("requestHash").asText())
                .isEqualTo("abc");
    }

    private void asked() {
        stub.tell("GET /api/v1/grants/G-1", 200, ACTIVE.replace("}", ",\"requestHash\":\"abc\",\"ticket\":\"CHG7\"}"));
    }

    @Test
    void approval_withoutAYes_isNotSent_andTheTermsAreShown() {
        asked();
        CliRun run = cli().onATerminal().typing("n\n").run("access", "approve", "G-1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("alice")
                .contains("orders-db admin")
                .contains("because it is down")
                .contains("45m")
                .contains("CHG7")
                .contains("abc");
        assertThat(cli().run("access", "approve", "G-1").exit()).isEqualTo(2);
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void approval_ofOtherTermsThanWereSeen_isAConflict_andNotSent() {
        asked();
        CliRun run = cli().run("access", "approve", "G-1", "--hash", "abd", "--yes");
        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).startsWith("APPROVAL_MISMATCH: ");
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void approval_answeredWithYes_isSent() {
        asked();
        stub.tell("POST /api/v1/grants/G-1/approvals", 200, "{}");
        assertThat(cli().onATerminal()
                        .typing("y\n")
                        .run("access", "approve", "G-1", "--hash", "abc")
                        .exit())
                .isZero();
        assertThat(stub.asked("POST /api/v1/grants/G-1/approvals")).hasSize(1);
    }

    @Test
    void erasing_needsAYes_andSaysWhatAndWhy() {
        stub.tell("POST /api/v1/incidents/INC-2026-0001/erasures", 200, "{}");
        assertThat(cli().run("incident", "erase", "INC-2026-0001", "8f0c", "--reason", "Art. 17")
                        .exit())
                .isEqualTo(2);
        assertThat(stub.asked("POST")).isEmpty();
        assertThat(cli().run("incident", "erase", "INC-2026-0001", "8f0c", "--reason", "Art. 17", "--yes")
                        .exit())
                .isZero();
        JsonNode sent = sent("POST /api/v1/incidents/INC-2026-0001/erasures");
        assertThat(sent.path("digest").asText()).isEqualTo("8f0c");
        assertThat(sent.path("reason").asText()).isEqualTo("Art. 17");
    }

    @Test
    void completion_isAScriptThatNamesEveryCommand() {
        CliRun run = CliRun.in(folder).run("completion");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("complete -F")
                .contains("breakwater")
                .contains("incident")
                .contains("approve");
    }

    @Test
    void explain_exitsAsTheAccessWould() {
        stub.tell(
                "POST /api/v1/grants/explain",
                200,
                "{\"verdict\":\"REFUSED\",\"rules\":[{\"rule\":\"who\",\"outcome\":\"UNSATISFIED\",\"message\":\"not an engineer\"}]}");
        CliRun run =
                cli().run("access", "explain", "orders-db", "admin", "--for", "45m", "--reason", "because it is down");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("would be refused").contains("NOT  who: not an engineer");
    }

    // --- the rest --------------------------------------------------------------------------------------------------

    @Test
    void declaring_showsTheIncident() {
        stub.tell(
                "POST /api/v1/incidents",
                201,
                "{\"id\":\"INC-2026-0002\",\"title\":\"x\",\"severity\":1,\"status\":\"OPEN\",\"drill\":true}");
        CliRun run = cli().run("incident", "declare", "x", "--severity", "1", "--drill");
        assertThat(run.out()).startsWith("INC-2026-0002  severity 1  OPEN  DRILL");
        assertThat(sent("POST /api/v1/incidents").path("drill").asBoolean()).isTrue();
    }

    @Test
    void note_isReadFromStandardInput() {
        stub.tell("POST /api/v1/incidents/INC-2026-0001/notes", 200, "{}");
        assertThat(cli().typing("line one\nline two\n")
                        .run("incident", "note", "-")
                        .exit())
                .isZero();
        assertThat(sent("POST /api/v1/incidents/INC-2026-0001/notes")
                        .path("text")
                        .asText())
                .isEqualTo("line one\nline two\n");
    }

    @Test
    void attachment_isSentAsItIs() throws IOException {
        stub.tell("POST /api/v1/incidents/INC-2026-0001/attachments", 201, "{}");
        Files.writeString(folder.resolve("a b.txt"), "recorded");
        CliRun run = cli().run("incident", "attach", "a b.txt", "--kind", "recording", "--grant", "G-1");
        assertThat(run.exit()).isZero();
        StubServer.Asked asked = stub.asked("POST").get(0);
        assertThat(asked.target()).endsWith("/attachments?name=a%20b.txt&kind=recording&grant=G-1");
        assertThat(asked.body()).isEqualTo("recorded");
    }

    @Test
    void policyLint_namesEveryLine() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), "version: 1\n");
        stub.tell(
                "POST /api/v1/policy/lint",
                200,
                "{\"problems\":[{\"line\":3,\"column\":5,\"code\":\"X\",\"message\":\"bad\"}]}");
        CliRun run = cli().run("policy", "lint", "policy.yaml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEqualTo("policy.yaml:3:5: X: bad" + System.lineSeparator());
    }

    @Test
    void policyApply_showsTheChangeBeforeItAsks() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), "version: 1\ntargets: {b: 2}\n");
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"version: 1\\ntargets: {a: 1}\\n\"}");
        CliRun run = cli().run("policy", "apply", "policy.yaml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines()).containsExactly("- targets: {a: 1}", "+ targets: {b: 2}");
        assertThat(stub.asked("PUT")).isEmpty();
    }

    @Test
    void token_goesToAFileOfItsOwnerAndNotToTheScreen() throws IOException {
        stub.tell("POST /api/v1/people/alice/tokens", 201, "{\"token\":\"TK-1\",\"secret\":\"bw_fresh\"}");
        CliRun run = cli().run("token", "create", "alice", "--label", "laptop", "-o", "alice.token", "--json");
        assertThat(run.out()).doesNotContain("bw_fresh");
        assertThat(Files.readString(folder.resolve("alice.token"))).isEqualTo("bw_fresh\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("alice.token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void packThatArrivesDamaged_isNotKept() {
        stub.tell("POST /api/v1/incidents/INC-2026-0001/packs", 201, "{\"pack\":1,\"sha256\":\"00\"}");
        stub.tell("GET /api/v1/incidents/INC-2026-0001/packs/1", 200, "not the pack");
        CliRun run = cli().run("pack", "INC-2026-0001", "-o", "p.zip");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(folder.resolve("p.zip")).doesNotExist();
    }

    @Test
    void verifyOfWhatIsNoPack_exitsWith20() throws IOException {
        Files.writeString(folder.resolve("p.zip"), "not a zip");
        CliRun run = CliRun.in(folder).run("verify", "p.zip", "--json");
        assertThat(run.exit()).isEqualTo(20);
        assertThat(json(run.out()).path("error").path("code").asText()).isEqualTo("UNREADABLE");
    }

    @Test
    void status_leavesOutWhatThePersonMayNotSee() {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\",\"functions\":[\"engineer\"]}");
        stub.tell("GET /api/v1/grants", 200, "{\"items\":[]}");
        stub.problem("GET /api/v1/debts", 403, "NOT_ALLOWED", "no");
        stub.problem("GET /api/v1/ledger/head", 403, "NOT_ALLOWED", "no");
        CliRun run = cli().run("status");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("alice (engineer)")
                .contains("checkout down")
                .contains("No access is open.")
                .doesNotContain("owed");
    }
}
