package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.COSIGNATURES_MISSING;
import static io.breakwater.ledger.merkle.ProofException.Reason.KEY_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.NOTE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.NO_KNOWN_SIGNATURE;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIGNATURE_INVALID;
import static io.breakwater.ledger.merkle.ProofException.Reason.TOO_LARGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: notes with many signatures, foreign algorithms and lines that nobody asked for")
class HostileNoteTest {
    private static final String ORIGIN = "a.example/log";
    private static final long NOW = 1_750_000_000;

    private final TestKeys log = TestKeys.log(ORIGIN);
    private final List<TestKeys> witnesses = IntStream.range(0, 20)
            .mapToObj(i -> TestKeys.witness("w" + i + ".example"))
            .toList();
    private final Checkpoint head = MemoryLog.random(3, 9).head(ORIGIN);
    private final String text = head.text();

    private Trust demanding(int quorum) {
        return Trust.in(log.key()).with(witnesses.stream().map(TestKeys::key).toList(), quorum);
    }

    private SignedNote signedBy(List<NoteSignature> signatures) {
        return SignedNote.parse(new SignedNote(text, signatures).format());
    }

    private List<NoteSignature> cosignatures(int count) {
        List<NoteSignature> lines = new ArrayList<>();
        witnesses.subList(0, count).forEach(witness -> lines.add(witness.cosign(text, NOW)));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 20})
    void asManyWitnessesAsDemanded_areEnough_inAnyOrder_andOneLessIsNot(int quorum) {
        List<NoteSignature> lines = cosignatures(quorum);
        lines.add(log.sign(text));
        Collections.shuffle(lines, new Random(quorum));
        assertThat(demanding(quorum).open(signedBy(lines))).isEqualTo(head);
        if (quorum < 20) {
            assertRefused(COSIGNATURES_MISSING, () -> demanding(quorum + 1).open(signedBy(lines)));
        }
    }

    @Test
    void aWitnessThatSignedManyTimes_isOneWitness() {
        List<NoteSignature> lines = new ArrayList<>(List.of(log.sign(text)));
        for (int second = 0; second < 18; second++) {
            lines.add(witnesses.get(0).cosign(text, NOW + second));
        }
        assertThat(demanding(1).open(signedBy(lines))).isEqualTo(head);
        assertRefused(
                COSIGNATURES_MISSING,
                "1 of 2 demanded witnesses have cosigned",
                () -> demanding(2).open(signedBy(lines)));
    }

    @Test
    void oneBadCosignature_amongMany_refusesTheNote_whereverItStands() {
        for (int at = 0; at < 17; at++) {
            List<NoteSignature> lines = cosignatures(16);
            lines.add(log.sign(text));
            NoteSignature good = lines.get(at);
            byte[] bad = good.signature();
            bad[bad.length - 1] ^= 1;
            lines.set(at, new NoteSignature(good.name(), good.keyId(), bad));
            assertRefused(SIGNATURE_INVALID, () -> demanding(3).open(signedBy(lines)));
        }
    }

    @Test
    void ourSignature_isFound_atEveryPlaceAmongSixtyThreeOfStrangers() {
        for (int at = 0; at < 64; at += 7) {
            List<NoteSignature> lines = new ArrayList<>(strangers(63));
            lines.add(at, log.sign(text));
            NoteVerifier.Opened opened = NoteVerifier.of(log.key()).open(signedBy(lines));
            assertThat(opened.by()).hasSize(1);
            assertThat(opened.unknown()).hasSize(63);
        }
        assertRefused(NO_KNOWN_SIGNATURE, () -> NoteVerifier.of(log.key()).open(signedBy(strangers(64))));
    }

    @Test
    void aSixtyFifthSignature_isRefused_alsoWhenItIsAddedLater() {
        SignedNote full = signedBy(strangers(64));
        assertRefused(TOO_LARGE, "a note with more than 64 signatures", () -> full.with(log.sign(text)));
    }

    /** Of any length, as algorithms that are not known here have. */
    private static List<NoteSignature> strangers(int count) {
        Random random = new Random(count);
        List<NoteSignature> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] signature = new byte[1 + random.nextInt(4_000)];
            random.nextBytes(signature);
            lines.add(new NoteSignature("stranger" + i + ".example", random.nextInt(), signature));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x03, 0x05, 0x06, 0x7F, 0x80, 0xFA, 0xFF})
    void aKeyOfAnAlgorithmThatIsNotKnownHere_isRefused_alsoWithTheRightId(int type) {
        byte[] typed = ByteBuffer.allocate(33)
                .put((byte) type)
                .put(log.key().publicKey())
                .array();
        byte[] named = (ORIGIN + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] hashed =
                ByteBuffer.allocate(named.length + 33).put(named).put(typed).array();
        String id = HexFormat.of().formatHex(new TreeHasher().sha256(hashed).bytes(), 0, 4);
        assertRefused(
                KEY_MALFORMED,
                "not a verifier key: an algorithm that is not known here",
                () -> VerifierKey.parse(ORIGIN + "+" + id + "+" + CanonicalBase64.encode(typed)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 64})
    void anEd25519KeyOfAnotherLength_isRefused(int length) {
        for (NoteAlgorithm algorithm : List.of(NoteAlgorithm.ED25519, NoteAlgorithm.COSIGNATURE_V1)) {
            assertRefused(KEY_MALFORMED, () -> new VerifierKey("a", algorithm, new byte[length]));
        }
    }

    @Test
    void aLogsSignature_isNoCosignature_andACosignatureIsNoLogsSignature() {
        byte[] raw = log.key().publicKey();
        VerifierKey asWitness = new VerifierKey(ORIGIN, NoteAlgorithm.COSIGNATURE_V1, raw);
        NoteSignature plain =
                new NoteSignature(ORIGIN, asWitness.id(), log.sign(text).signature());
        assertRefused(SIGNATURE_INVALID, () -> NoteVerifier.of(asWitness).open(signedBy(List.of(plain))));
        NoteSignature timed =
                new NoteSignature(ORIGIN, log.key().id(), log.cosign(text, NOW).signature());
        assertRefused(SIGNATURE_INVALID, () -> NoteVerifier.of(log.key()).open(signedBy(List.of(timed))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 71, 73, 200})
    void aCosignatureOfAnotherLength_isRefused(int length) {
        TestKeys witness = witnesses.get(0);
        NoteSignature odd =
                new NoteSignature(witness.key().name(), witness.key().id(), new byte[length]);
        assertRefused(SIGNATURE_INVALID, () -> demanding(0).open(signedBy(List.of(log.sign(text), odd))));
    }

    @Test
    void extensionLines_areSigned_andNeitherChangedNorMovedNorLeftOut() {
        String extended = text + "one 1\ntwo 2\n";
        NoteSignature signature = log.sign(extended);
        Trust trust = Trust.in(log.key());
        assertThat(trust.open(new SignedNote(extended, List.of(signature))).extensions())
                .containsExactly("one 1", "two 2");
        for (String other : List.of(
                text, text + "one 1\n", text + "two 2\none 1\n", extended + "three 3\n", text + "one 1\ntwo 3\n")) {
            assertRefused(SIGNATURE_INVALID, () -> trust.open(new SignedNote(other, List.of(signature))));
        }
    }

    @Test
    void aSignatureLineInsideTheText_signsNothing() {
        String inside = text + "\n" + log.sign(text).line();
        SignedNote note = SignedNote.parse(inside + "\n" + strangers(1).get(0).line());
        assertThat(note.text()).isEqualTo(inside);
        assertRefused(NO_KNOWN_SIGNATURE, () -> NoteVerifier.of(log.key()).open(note));
    }

    @Test
    void aTextBeforeTheSignedOne_isNotSigned() {
        String note = log.note(text).format();
        assertRefused(SIGNATURE_INVALID, () -> NoteVerifier.of(log.key()).open(SignedNote.parse("x\n" + note)));
        assertRefused(SIGNATURE_INVALID, () -> NoteVerifier.of(log.key()).open(SignedNote.parse("\n" + note)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u001b", "\t", "\r", "\u0000", "\u0008"})
    void aControlCharacterAnywhereInTheText_isRefused(String control) {
        NoteSignature signature = log.sign(text);
        for (int at = 0; at < text.length(); at += 5) {
            String changed = text.substring(0, at) + control + text.substring(at);
            assertRefused(NOTE_MALFORMED, () -> new SignedNote(changed, List.of(signature)));
            assertRefused(NOTE_MALFORMED, () -> SignedNote.parse(changed + "\n" + signature.line()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b", "a b", "a\u00a0b", "a\u2028b", "a\u3000b", "a\nb", "\u0007", "", " ", "+"})
    void aKeyNameThatNoNoteMayHave_isRefused_inSignaturesAndKeys(String name) {
        assertRefused(NOTE_MALFORMED, () -> new NoteSignature(name, 1, new byte[64]));
        assertRefused(
                KEY_MALFORMED,
                () -> new VerifierKey(name, NoteAlgorithm.ED25519, log.key().publicKey()));
    }
}
