package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.KEY_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.NOTE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.NO_KNOWN_SIGNATURE;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIGNATURE_INVALID;
import static io.breakwater.ledger.merkle.ProofException.Reason.TOO_LARGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** Key and note of C2SP signed-note, "Example". */
    private static final String EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String EXAMPLE_NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    private final TestKeys alice = TestKeys.log("alice.example/log");
    private final TestKeys bob = TestKeys.log("bob.example/log");

    @Test
    void theExampleOfTheStandard_holds() {
        VerifierKey key = VerifierKey.parse(EXAMPLE_KEY);
        SignedNote note = SignedNote.parse(EXAMPLE_NOTE);
        NoteVerifier.Opened opened = NoteVerifier.of(key).open(note);
        assertThat(opened.text()).isEqualTo("This is an example message.\n");
        assertThat(key).hasToString(EXAMPLE_KEY);
        assertThat(note.format()).isEqualTo(EXAMPLE_NOTE);
    }

    /** Every byte of the note changed to another: no change may leave a note that opens with another text. */
    @Test
    void noByteOfTheExample_canBeChanged() {
        NoteVerifier verifier = NoteVerifier.of(VerifierKey.parse(EXAMPLE_KEY));
        byte[] note = EXAMPLE_NOTE.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < note.length; at++) {
            for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128}) {
                byte[] mutant = note.clone();
                mutant[at] ^= (byte) flip;
                ProofPropertyTest.refused(() -> verifier.open(SignedNote.parse(mutant)));
            }
        }
    }

    @Test
    void noTruncationOfTheExample_opens() {
        NoteVerifier verifier = NoteVerifier.of(VerifierKey.parse(EXAMPLE_KEY));
        for (int length = 0; length < EXAMPLE_NOTE.length(); length++) {
            String cut = EXAMPLE_NOTE.substring(0, length);
            ProofPropertyTest.refused(() -> verifier.open(SignedNote.parse(cut)));
        }
    }

    @Nested
    class Reading {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\n",
                    "text\n",
                    "text\n\n",
                    "text\n\n\n",
                    "text\n\n— a AAAAAAA=",
                    "text\n\n— a AAAAAAA=\n\n",
                    "text\n\n- a AAAAAAA=\n",
                    "text\n\n—a AAAAAAA=\n",
                    "text\n\n— a\n",
                    "text\n\n— a \n",
                    "text\n\n—  AAAAAAA=\n",
                    "text\n\n— a AAAA\n",
                    "text\n\n— a AAAAAA==\n",
                    "text\n\n— a AAAAAAA\n",
                    "text\n\n— a AAAAAAB=\n",
                    "text\n\n— a AAAAAAA= \n",
                    "text\n\n— a  AAAAAAA=\n",
                    "text\n\n— a b AAAAAAA=\n",
                    "text\n\n— a+b AAAAAAA=\n",
                    "text\n\n— a\u00a0b AAAAAAA=\n",
                    "text\n\n— a\u2003 AAAAAAA=\n",
                    "text\n\n— a AAAAAAA=\nmore\n",
                    "te\txt\n\n— a AAAAAAA=\n",
                    "te\rxt\n\n— a AAAAAAA=\n",
                    "te\u0000xt\n\n— a AAAAAAA=\n"
                })
        void whatIsNoSignedNote_isRefused(String note) {
            assertRefused(NOTE_MALFORMED, () -> SignedNote.parse(note));
        }

        @Test
        void bytesThatAreNotUtf8_areRefused() {
            byte[] note = "t?xt\n\n— a AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);
            note[1] = (byte) 0xFF;
            assertRefused(NOTE_MALFORMED, "a note that is not UTF-8", () -> SignedNote.parse(note));
        }

        @Test
        void aSurrogateThatStandsAlone_isRefused() {
            byte[] note = {'t', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n', '\n'};
            assertRefused(NOTE_MALFORMED, () -> SignedNote.parse(note));
        }

        @Test
        void aTextWithEmptyLines_endsAtTheLastOne() {
            SignedNote note = SignedNote.parse("one\n\n\ntwo\n\n— a AAAAAAA=\n");
            assertThat(note.text()).isEqualTo("one\n\n\ntwo\n");
            assertThat(note.signatures()).hasSize(1);
        }

        @Test
        void anEmptyLastLineOfTheText_isPartOfTheText() {
            assertThat(SignedNote.parse("one\n\n\n— a AAAAAAA=\n").text()).isEqualTo("one\n\n");
        }

        @Test
        void sixtyFourSignatures_areRead_andNoMore() {
            String line = "— a AAAAAAA=\n";
            assertThat(SignedNote.parse("t\n\n" + line.repeat(64)).signatures()).hasSize(64);
            assertRefused(TOO_LARGE, () -> SignedNote.parse("t\n\n" + line.repeat(65)));
            assertRefused(TOO_LARGE, () -> SignedNote.parse("t\n\n" + line.repeat(20_000)));
        }

        @Test
        void over512KiB_areRefusedUnread() {
            byte[] note = new byte[SignedNote.LARGEST + 1];
            assertRefused(TOO_LARGE, () -> SignedNote.parse(note));
        }

        @Test
        void aPostQuantumSignature_isReadAndIgnored() {
            String text = "text\n";
            NoteSignature large = new NoteSignature("pq.example", 7, new byte[4_700]);
            SignedNote note = new SignedNote(text, List.of(large, alice.sign(text)));
            SignedNote read = SignedNote.parse(note.format());
            assertThat(read).isEqualTo(note);
            assertThat(NoteVerifier.of(alice.key()).open(read).unknown()).containsExactly(large);
        }
    }

    @Nested
    class Opening {
        private final String text = "text\n";

        @Test
        void withoutAKnownSignature_isRefused() {
            assertRefused(NO_KNOWN_SIGNATURE, () -> NoteVerifier.of(bob.key()).open(alice.note(text)));
            assertRefused(NO_KNOWN_SIGNATURE, () -> new NoteVerifier(List.of()).open(alice.note(text)));
        }

        @Test
        void withABadSignatureOfAKnownKey_isRefused_whoeverElseSigned() {
            NoteSignature bad = new NoteSignature(
                    bob.key().name(), bob.key().id(), bob.sign("other\n").signature());
            SignedNote note = alice.note(text).with(bad);
            NoteVerifier both = new NoteVerifier(List.of(alice.key(), bob.key()));
            assertRefused(SIGNATURE_INVALID, "the signature of bob.example/log does not hold", () -> both.open(note));
            assertThat(NoteVerifier.of(alice.key()).open(note).text()).isEqualTo(text);
        }

        @Test
        void withTheNameOrTheIdOfAKnownKeyButNotBoth_isAnUnknownSignature() {
            byte[] signature = alice.sign(text).signature();
            NoteSignature sameName =
                    new NoteSignature(alice.key().name(), bob.key().id(), signature);
            NoteSignature sameId =
                    new NoteSignature("other.example", alice.key().id(), signature);
            SignedNote note = new SignedNote(text, List.of(sameName, sameId));
            assertRefused(NO_KNOWN_SIGNATURE, () -> NoteVerifier.of(alice.key()).open(note));
            assertThat(NoteVerifier.of(alice.key())
                            .open(note.with(alice.sign(text)))
                            .unknown())
                    .containsExactly(sameName, sameId);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 16, 32, 63, 65, 72, 128})
        void withASignatureOfTheWrongLength_isRefused(int length) {
            NoteSignature odd =
                    new NoteSignature(alice.key().name(), alice.key().id(), new byte[length]);
            assertRefused(
                    SIGNATURE_INVALID, () -> NoteVerifier.of(alice.key()).open(new SignedNote(text, List.of(odd))));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 8, 64, 1000})
        void withAGoodSignatureAndBytesAfterIt_isRefused(int more) {
            byte[] good = alice.sign(text).signature();
            NoteSignature longer = new NoteSignature(
                    alice.key().name(), alice.key().id(), java.util.Arrays.copyOf(good, good.length + more));
            assertRefused(
                    SIGNATURE_INVALID, () -> NoteVerifier.of(alice.key()).open(new SignedNote(text, List.of(longer))));
        }

        /** S + L in place of S is the same signature for a careless verifier (RFC 8032, section 5.1.7). */
        @Test
        void withASignatureThatWasMadeMalleable_isRefused() {
            byte[] signature = alice.sign(text).signature();
            byte[] order = java.util.HexFormat.of()
                    .parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
            int carry = 0;
            for (int i = 0; i < 32; i++) {
                int sum = (signature[32 + i] & 0xFF) + (order[i] & 0xFF) + carry;
                signature[32 + i] = (byte) sum;
                carry = sum >> 8;
            }
            NoteSignature malleable =
                    new NoteSignature(alice.key().name(), alice.key().id(), signature);
            assertRefused(
                    SIGNATURE_INVALID,
                    () -> NoteVerifier.of(alice.key()).open(new SignedNote(text, List.of(malleable))));
        }

        @Test
        void bySixteenKeys_namesThemAll() {
            List<TestKeys> keys = new ArrayList<>();
            SignedNote note = alice.note(text);
            for (int i = 0; i < 16; i++) {
                keys.add(TestKeys.log("key" + i + ".example"));
                note = note.with(keys.get(i).sign(text));
            }
            NoteVerifier all = new NoteVerifier(keys.stream().map(TestKeys::key).toList());
            assertThat(all.open(SignedNote.parse(note.format())).by())
                    .extracting(verified -> verified.key().name())
                    .hasSize(16)
                    .startsWith("key0.example")
                    .endsWith("key15.example");
        }

        @Test
        void byAnEcdsaKey_holds_andItsKeyIdIsThatOfTheKeyAlone() {
            TestKeys key = TestKeys.ecdsa("ec.example/log");
            assertThat(NoteVerifier.of(key.key()).open(key.note(text)).text()).isEqualTo(text);
            assertThat(TestKeys.ecdsa("ec.example/log").key().id())
                    .isNotEqualTo(key.key().id());
            byte[] spki = key.key().publicKey();
            assertThat(NoteAlgorithm.ECDSA.keyId("a", spki)).isEqualTo(NoteAlgorithm.ECDSA.keyId("b", spki));
            assertThat(NoteAlgorithm.ED25519.keyId("a", spki)).isNotEqualTo(NoteAlgorithm.ED25519.keyId("b", spki));
        }
    }

    @Nested
    class Keys {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "+",
                    "++",
                    "example.com/foo",
                    "example.com/foo+530d903a",
                    "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                    "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903a+",
                    "example.com/foo+530d903a+AQ==",
                    "example.com/foo+530d903a+/+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "exa mple.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n"
                })
        void whatIsNoKey_isRefused(String vkey) {
            assertRefused(KEY_MALFORMED, () -> VerifierKey.parse(vkey));
        }

        @Test
        void anEndlessKey_isRefusedUnread() {
            assertRefused(KEY_MALFORMED, () -> VerifierKey.parse("a".repeat(1_000_000)));
        }

        @Test
        void aWrongKeyId_isSaidToBeWrong() {
            assertRefused(
                    KEY_MALFORMED,
                    "not a verifier key: the key id 530d903b should be 530d903a",
                    () -> VerifierKey.parse(EXAMPLE_KEY.replace("903a", "903b")));
        }

        @Test
        void keysOfEveryAlgorithm_comeBackFromText() {
            for (TestKeys keys : List.of(alice, TestKeys.witness("w.example"), TestKeys.ecdsa("e.example"))) {
                VerifierKey read = VerifierKey.parse(keys.key().toString());
                assertThat(read).isEqualTo(keys.key()).hasSameHashCodeAs(keys.key());
                assertThat(read.algorithm()).isEqualTo(keys.key().algorithm());
                assertThat(read.publicKey()).isEqualTo(keys.key().publicKey());
            }
        }

        @Test
        void oneKeyForTwoAlgorithms_hasTwoIds() {
            byte[] raw = alice.key().publicKey();
            VerifierKey asWitness = new VerifierKey("alice.example/log", NoteAlgorithm.COSIGNATURE_V1, raw);
            assertThat(asWitness.id()).isNotEqualTo(alice.key().id());
        }
    }
}
