package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.SealedPackCase.entry;
import static io.breakwater.evidence.verify.SealedPackCase.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.DsseEnvelope;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.keys.DsseSigner;
import io.breakwater.ledger.keys.LedgerKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope around the manifest (DSSE 1.0) and the statement in it (in-toto 1), one thing wrong at a time. */
class ManifestTest {
    @TempDir
    static Path work;

    private static DsseSigner pen;
    private static List<String> keys;
    private static byte[] honest;

    @BeforeAll
    static void seal() {
        TestHouse house = new TestHouse(work);
        Path pack = house.file(
                house.seal(new SampleIncident(house, "0007", "Short").declare().id()));
        pen = house.keys.pack();
        keys = List.of(pen.publicPem());
        honest = entry(pack, PackNames.MANIFEST);
    }

    private static void refusedManifest(byte[] manifest, String sentence) {
        refused(Kind.MANIFEST_SIGNATURE, () -> Manifest.open(manifest, keys), sentence);
    }

    private static byte[] text(UnaryOperator<String> change) {
        return change.apply(new String(honest, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] signed(byte[] payload) {
        return new DsseEnvelope(payload, pen.keyId(), pen.sign(PackNames.PAYLOAD_TYPE, payload)).encode();
    }

    private static byte[] stating(Consumer<ObjectNode> change) throws IOException {
        ObjectNode statement =
                (ObjectNode) Json.mapper().readTree(DsseEnvelope.decode(honest).payload());
        change.accept(statement);
        return signed(Json.canonical(statement));
    }

    private static ArrayNode subjects(ObjectNode statement) {
        return (ArrayNode) statement.get("subject");
    }

    @Test
    void honestManifest_isRead() {
        assertThat(Manifest.open(honest, keys).digests())
                .containsKey(PackNames.FACTS)
                .doesNotContainKey(PackNames.MANIFEST);
    }

    @Test
    void otherPayloadType_isRefused_thoughTheSignatureIsOfThatType() {
        byte[] payload = DsseEnvelope.decode(honest).payload();
        byte[] signature = pen.sign("text/plain", payload);
        refusedManifest(
                new DsseEnvelope(payload, pen.keyId(), signature).encode(), "it is not signed by a known pack key");
        refusedManifest(
                text(t -> t.replace(PackNames.PAYLOAD_TYPE, "application/json")),
                "it is not a DSSE envelope in canonical form");
    }

    @Test
    void payloadSignedWithoutItsType_isRefused() {
        // What a signer that knows nothing of DSSE's encoding would sign: the bare payload under an empty type.
        byte[] payload = DsseEnvelope.decode(honest).payload();
        refusedManifest(
                new DsseEnvelope(payload, pen.keyId(), pen.sign("", payload)).encode(),
                "it is not signed by a known pack key");
    }

    @Test
    void keyOfAStranger_isRefused() {
        LedgerKeys stranger = LedgerKeys.openOrFound(work.resolve("other"), "other.test/log", new SecureRandom());
        byte[] payload = DsseEnvelope.decode(honest).payload();
        DsseSigner other = stranger.pack();
        refusedManifest(
                new DsseEnvelope(payload, other.keyId(), other.sign(PackNames.PAYLOAD_TYPE, payload)).encode(),
                "it is not signed by a known pack key");
        // Nor with the honest key's name beside a stranger's signature: the name is a hint.
        refusedManifest(
                new DsseEnvelope(payload, pen.keyId(), other.sign(PackNames.PAYLOAD_TYPE, payload)).encode(),
                "it is not signed by a known pack key");
    }

    @Test
    void noKnownKey_isRefused_andOneThatCannotBeReadIsSaidToBeSo() {
        refused(Kind.MANIFEST_SIGNATURE, () -> Manifest.open(honest, List.of()), "not signed by a known pack key");
        refused(
                Kind.MANIFEST_SIGNATURE,
                () -> Manifest.open(honest, List.of("-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----")),
                "a pack key cannot be read");
    }

    @Test
    void anyOfSeveralKnownKeys_willDo() {
        LedgerKeys stranger = LedgerKeys.openOrFound(work.resolve("older"), "older.test/log", new SecureRandom());
        assertThat(Manifest.open(honest, List.of(stranger.pack().publicPem(), keys.get(0)))
                        .digests())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 63})
    void signatureWithOneBitChanged_isRefused(int at) {
        DsseEnvelope envelope = DsseEnvelope.decode(honest);
        byte[] signature = envelope.signature().clone();
        signature[at] ^= 1;
        refusedManifest(
                new DsseEnvelope(envelope.payload(), envelope.keyId(), signature).encode(),
                "it is not signed by a known pack key");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 128})
    void signatureOfAnotherLength_isRefused(int length) {
        DsseEnvelope envelope = DsseEnvelope.decode(honest);
        refusedManifest(
                new DsseEnvelope(envelope.payload(), envelope.keyId(), new byte[length]).encode(),
                "it is not signed by a known pack key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"payload\":\"", "\u0000", "{\"payload\":\"AA==\"}"})
    void whatIsNoEnvelope_isRefused(String text) {
        refusedManifest(text.getBytes(StandardCharsets.UTF_8), "The manifest cannot be read");
    }

    @Test
    void envelopeInAnotherSpelling_isRefused() {
        refusedManifest(text(t -> " " + t), "canonical form");
        refusedManifest(text(t -> t + "\n"), "canonical form");
        refusedManifest(
                text(t -> t.replace("\"}]}", "\"},{\"keyid\":\"\",\"sig\":\"\"}]}")), "The manifest cannot be read");
        refusedManifest(
                text(t -> t.replace("\",\"payloadType\"", "=\",\"payloadType\"")), "The manifest cannot be read");
    }

    @Test
    void payloadThatIsNoStatement_isRefused() {
        for (String payload : List.of("", "[]", "7", "{", "null", "{\"_type\":1}")) {
            refusedManifest(signed(payload.getBytes(StandardCharsets.UTF_8)), "");
        }
    }

    @Test
    void statementOfAnotherType_isRefused() throws IOException {
        refusedManifest(
                stating(s -> s.put("_type", "https://in-toto.io/Statement/v0.1")),
                "it states something else than a pack");
        refusedManifest(
                stating(s -> s.put("predicateType", "https://slsa.dev/provenance/v1")),
                "it states something else than a pack: https://slsa.dev/provenance/v1");
    }

    @Test
    void fileListedTwice_isRefused() throws IOException {
        refusedManifest(stating(s -> subjects(s).add(subjects(s).get(0).deepCopy())), "it lists a file twice");
    }

    @Test
    void manifestThatListsItself_isRefused() throws IOException {
        refusedManifest(
                stating(s -> ((ObjectNode) subjects(s).get(0)).put("name", PackNames.MANIFEST)),
                "or one that no pack has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../facts.ndjson", "evil.exe", "", "FACTS.NDJSON", "content/xyz"})
    void fileThatNoPackHas_isRefused(String name) throws IOException {
        refusedManifest(stating(s -> ((ObjectNode) subjects(s).get(0)).put("name", name)), "or one that no pack has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "g000000000000000000000000000000000000000000000000000000000000000"})
    void hashThatIsNone_isRefused(String hash) throws IOException {
        refusedManifest(
                stating(s -> ((ObjectNode) subjects(s).get(0).get("digest")).put("sha256", hash)), "no pack has");
    }

    @Test
    void hashInCapitals_isRefused() throws IOException {
        refusedManifest(
                stating(s -> ((ObjectNode) subjects(s).get(0).get("digest")).put("sha256", "AB".repeat(32))),
                "no pack has");
    }

    @Test
    void subjectWithoutNameOrHash_isRefused() throws IOException {
        for (String key : List.of("name", "digest")) {
            byte[] without = stating(s -> ((ObjectNode) subjects(s).get(0)).remove(key));
            refusedManifest(without, "");
            byte[] empty = stating(s -> ((ObjectNode) subjects(s).get(0)).putNull(key));
            refusedManifest(empty, "");
        }
        refusedManifest(stating(s -> subjects(s).addNull()), "");
    }

    @Test
    void statementWithoutSubjects_orPredicate_isRefused() throws IOException {
        for (String key : List.of("subject", "predicate", "predicateType", "_type")) {
            byte[] without = stating(s -> s.remove(key));
            refusedManifest(without, "");
        }
    }
}
