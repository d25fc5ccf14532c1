package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.keys.DsseSigner;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.keys.WitnessKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching a pack, and deciding offline whether it is one: the exit code of every kind of refusal. */
@SuppressWarnings("NullAway.Init")
final class PackAndVerifyTest extends AgainstAStub {
    @TempDir
    static Path house;

    private static TestHouse maker;
    private static SampleIncident sample;
    private static Path earlier;
    private static Path pack;

    @BeforeAll
    static void sealTwoPacks() throws IOException {
        maker = new TestHouse(house);
        SampleIncident other = new SampleIncident(maker, "0041", "Earlier").declare();
        earlier = maker.file(maker.seal(other.id()));
        sample = new SampleIncident(maker, "0042", "Checkout 5xx").tell();
        pack = maker.file(maker.seal(sample.id()));
        Files.write(house.resolve("trust.json"), trust(maker.keys.log().vkey(), maker.keys.pack(), 1));
    }

    private static byte[] trust(String logKey, DsseSigner packKey, int witnesses) {
        return Json.canonical(Map.of(
                "logKeys", List.of(logKey),
                "packKeys", List.of(packKey.publicPem()),
                "witnessKeys", List.of(maker.witness.vkey()),
                "witnessesNeeded", witnesses));
    }

    private CliRun verify(Path file, String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("verify", file.toString(), "--json"));
        words.addAll(List.of("--trust", house.resolve("trust.json").toString()));
        words.addAll(List.of(more));
        return newcomer().run(words.toArray(String[]::new));
    }

    private Path forged() {
        return folder.resolve("forged.zip");
    }

    private void refused(CliRun run, int exit, String kind) {
        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(run.code()).isEqualTo(kind);
        assertThat(run.json().path("error").path("code").asText()).isEqualTo(kind);
        assertThat(run.json().path("error").path("exit").asInt()).isEqualTo(exit);
        assertThat(run.json().path("error").path("message").asText()).isNotEmpty();
    }

    // --- refusals, by exit code ------------------------------------------------------------------------------------

    @Test
    void whatIsNoPack_exitsWith20() throws IOException {
        refused(verify(file("p.zip", "not a zip")), 20, "UNREADABLE");
        refused(verify(folder.resolve("nowhere.zip")), 20, "UNREADABLE");
        refused(verify(folder), 20, "UNREADABLE");
    }

    @Test
    void manifestOfAStranger_exitsWith21() throws IOException {
        LedgerKeys stranger = LedgerKeys.openOrFound(folder.resolve("k"), "x.invalid/log", new SecureRandom());
        new Forge(pack).write(forged(), stranger.pack());
        refused(verify(forged()), 21, "MANIFEST_SIGNATURE");
    }

    @Test
    void fileAltered_exitsWith22() throws IOException {
        List<String> names = List.copyOf(new Forge(pack).files().keySet());
        byte[] bytes = Files.readAllBytes(pack);
        assertThat(names).contains("index.html");
        int inThePage = indexOf(bytes, "index.html".getBytes(StandardCharsets.US_ASCII)) + 200;
        bytes[inThePage] ^= 1;
        Files.write(forged(), bytes);
        assertThat(verify(forged()).exit()).isIn(20, 22);
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i < all.length - part.length; i++) {
            if (java.util.Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void factAlteredByTheHolderOfThePackKey_exitsWith23() throws IOException {
        forge(forge -> forge.lines(PackNames.FACTS, lines -> lines.set(3, lines.get(3) + " ")));
        refused(verify(forged()), 23, "FACT_ALTERED");
    }

    @Test
    void tailCutByTheHolderOfThePackKey_exitsWith24() throws IOException {
        Forge forge = new Forge(pack);
        int last = new String(forge.files().get(PackNames.FACTS), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                        .size()
                - 1;
        forge.withoutFact(last).write(forged(), maker.keys.pack());
        refused(verify(forged()), 24, "POPULATION");
    }

    @Test
    void holeInTheNumbering_exitsWith24() throws IOException {
        new Forge(pack).withoutFact(5).write(forged(), maker.keys.pack());
        refused(verify(forged()), 24, "POPULATION");
    }

    @Test
    void proofOfAnotherFact_exitsWith25() throws IOException {
        forge(forge -> forge.lines(
                PackNames.PROOFS,
                lines -> lines.set(2, lines.get(2).replaceFirst("\"position\":\\d+", "\"position\":99999"))));
        refused(verify(forged()), 25, "INCLUSION");
    }

    @Test
    void logOfAnotherKey_exitsWith26() throws IOException {
        LedgerKeys stranger = LedgerKeys.openOrFound(folder.resolve("k"), "x.invalid/log", new SecureRandom());
        Path other =
                Files.write(folder.resolve("other.json"), trust(stranger.log().vkey(), maker.keys.pack(), 1));
        CliRun run = newcomer().run("verify", pack.toString(), "--json", "--trust", other.toString());
        refused(run, 26, "CHECKPOINT");
    }

    @Test
    void earlierPackOfAnotherHistory_exitsWith27(@TempDir Path elsewhere) throws IOException {
        TestHouse another = new TestHouse(elsewhere);
        SampleIncident there = new SampleIncident(another, "0041", "Elsewhere").tell();
        Path foreign = another.file(another.seal(there.id()));
        refused(verify(pack, "--previous", foreign.toString()), 27, "CONSISTENCY");
    }

    @Test
    void contentReplacedByTheHolderOfThePackKey_exitsWith28() throws IOException {
        forge(forge ->
                forge.text(PackNames.CONTENT + sample.recording().digest(), text -> text.replace("select", "delete")));
        refused(verify(forged()), 28, "CONTENT");
    }

    @Test
    void packOfAnotherIncident_exitsWith29() {
        refused(verify(pack, "--incident", "INC-2026-0041"), 29, "OTHER_INCIDENT");
    }

    @Test
    void packWithFewerWitnessesThanDemanded_exitsWith30() throws IOException {
        String absent = WitnessKeys.openOrFound(folder.resolve("w"), "absent.invalid", new SecureRandom())
                .vkey();
        String both = new String(trust(maker.keys.log().vkey(), maker.keys.pack(), 2), StandardCharsets.UTF_8)
                .replace("\"" + maker.witness.vkey() + "\"", "\"" + maker.witness.vkey() + "\",\"" + absent + "\"");
        Path strict = file("strict.json", both);
        refused(newcomer().run("verify", pack.toString(), "--json", "--trust", strict.toString()), 30, "COSIGNATURE");
    }

    private interface Change {
        void to(Forge forge) throws IOException;
    }

    private void forge(Change change) throws IOException {
        Forge forge = new Forge(pack);
        change.to(forge);
        forge.write(forged(), maker.keys.pack());
    }

    // --- questions that cannot be meant ------------------------------------------------------------------------------

    @Test
    void incidentThatIsNoName_isAUsageError() {
        CliRun run = verify(pack, "--incident", "42");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("\"42\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope.json", "."})
    void trustThatCannotBeRead_isNotTakenForATrustThatFails(String name) {
        CliRun run = newcomer().run("verify", pack.toString(), "--trust", name);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("nothing was checked");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "hello", "{\"logKeys\":[\"nonsense\"]}"})
    void trustThatNamesNoKeys_isNeverAYes(String text) throws IOException {
        CliRun run = newcomer()
                .run("verify", pack.toString(), "--trust", file("t.json", text).toString());
        assertThat(run.exit()).as(run.err()).isNotZero();
        assertThat(run.out()).doesNotContain("INTACT");
    }

    @Test
    void previousThatIsNoCheckpoint_isNamed() {
        CliRun run = verify(pack, "--previous", "nope.zip");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("holds no checkpoint");
    }

    // --- what is intact --------------------------------------------------------------------------------------------

    @Test
    void intactPack_isSaidWithWhatIsNotProven() {
        CliRun run = newcomer()
                .run(
                        "verify",
                        pack.toString(),
                        "--trust",
                        house.resolve("trust.json").toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("INTACT  INC-2026-0042, pack 1: all ")
                .contains("  ok  population: ")
                .contains(", 1 cosignature" + System.lineSeparator())
                .contains("not proven: That what a fact says is true")
                .doesNotContain("The keys came out of the pack itself.");
    }

    @Test
    void packCheckedWithItsOwnKeys_saysThatNobodyVouchesForThem() {
        assertThat(newcomer().run("verify", pack.toString()).out()).contains("The keys came out of the pack itself.");
        assertThat(newcomer()
                        .run("verify", pack.toString(), "--json")
                        .json()
                        .path("unpinned")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void verdictInJson_hasEveryStep() {
        var verdict = verify(pack, "--previous", earlier.toString(), "--incident", "INC-2026-0042")
                .json();
        assertThat(verdict.path("verdict").asText()).isEqualTo("INTACT");
        assertThat(verdict.path("cosignatures").asInt()).isEqualTo(1);
        assertThat(verdict.path("steps"))
                .extracting(step -> step.path("name").asText())
                .contains("readable", "manifest", "files", "checkpoint", "facts", "population", "inclusion", "content");
    }

    // --- fetching --------------------------------------------------------------------------------------------------

    private void theServerMakes(byte[] zip, String digest) {
        stub.tell("POST " + INCIDENT_URL + "/packs", 201, "{\"pack\":3,\"facts\":59,\"sha256\":\"" + digest + "\"}");
        stub.tell("GET " + INCIDENT_URL + "/packs/3", 200, "application/zip", zip, Map.of());
    }

    @Test
    void pack_isKeptUnderTheNameOfItsIncidentAndNumber() throws IOException {
        byte[] zip = Files.readAllBytes(pack);
        theServerMakes(zip, Digests.sha256(zip));
        CliRun run = line("pack " + INCIDENT);
        assertThat(run.exit()).isZero();
        assertThat(folder.resolve("INC-2026-0001-pack-3.zip")).hasBinaryContent(zip);
        assertThat(run.out()).contains("59 facts, " + zip.length + " bytes, sha256 " + Digests.sha256(zip));
    }

    @Test
    void packInJson_namesItsFile() {
        byte[] zip = {1, 2, 3};
        theServerMakes(zip, Digests.sha256(zip));
        assertThat(line("pack " + INCIDENT + " -o e.zip --json")
                        .json()
                        .path("file")
                        .asText())
                .isEqualTo(folder.resolve("e.zip").toString());
    }

    @Test
    void packThatArrivesDamaged_isNotKept() {
        theServerMakes(new byte[] {1, 2, 3}, "00");
        CliRun run = line("pack " + INCIDENT + " -o p.zip");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.code()).isEqualTo("PACK_DAMAGED");
        assertThat(folder.resolve("p.zip")).doesNotExist();
    }

    @Test
    void packThatCannotBeWritten_isSaid() {
        byte[] zip = {1, 2, 3};
        theServerMakes(zip, Digests.sha256(zip));
        CliRun run = line("pack " + INCIDENT + " -o nowhere/p.zip");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere/p.zip cannot be written");
    }
}
