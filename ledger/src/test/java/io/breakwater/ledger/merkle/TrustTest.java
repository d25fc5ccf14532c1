package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.CHECKPOINT_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.COSIGNATURES_MISSING;
import static io.breakwater.ledger.merkle.ProofException.Reason.NO_KNOWN_SIGNATURE;
import static io.breakwater.ledger.merkle.ProofException.Reason.OTHER_LOG;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIGNATURE_INVALID;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R67: a head counts when its log, and enough witnesses, have signed it")
class TrustTest {
    private static final String ORIGIN = "a.example/log";
    private static final long NOW = 1_750_000_000;

    private final TestKeys log = TestKeys.log(ORIGIN);
    private final TestKeys one = TestKeys.witness("w1.example");
    private final TestKeys two = TestKeys.witness("w2.example");
    private final Checkpoint head =
            new Checkpoint(ORIGIN, 3, MemoryLog.random(3, 3).root());
    private final SignedNote signed = log.note(head.text());
    private final Trust trust = Trust.in(log.key());
    private final Trust witnessed = trust.with(List.of(one.key(), two.key()), 1);

    @Test
    void aHeadThatTheLogSigned_isGivenOut() {
        assertThat(trust.open(signed)).isEqualTo(head);
    }

    @Test
    void aHeadThatOnlyAWitnessSigned_isRefused() {
        SignedNote note = new SignedNote(head.text(), List.of(one.cosign(head.text(), NOW)));
        assertRefused(NO_KNOWN_SIGNATURE, "the log a.example/log has not signed", () -> witnessed.open(note));
    }

    @Test
    void aHeadOfAnotherOrigin_isRefused_evenWithOurSignature() {
        SignedNote note = log.note(new Checkpoint("b.example/log", 3, head.root()).text());
        assertRefused(
                OTHER_LOG, "the checkpoint is of \"b.example/log\", not of \"a.example/log\"", () -> trust.open(note));
    }

    @Test
    void aSignedTextThatIsNoCheckpoint_isRefused() {
        assertRefused(CHECKPOINT_MALFORMED, () -> trust.open(log.note("hello\n")));
    }

    @Test
    void fewerWitnessesThanDemanded_areRefused() {
        assertRefused(COSIGNATURES_MISSING, "0 of 1 demanded witnesses have cosigned", () -> witnessed.open(signed));
    }

    @Test
    void oneWitnessTwice_countsOnce() {
        Trust both = trust.with(List.of(one.key(), two.key()), 2);
        SignedNote note = signed.with(one.cosign(head.text(), NOW)).with(one.cosign(head.text(), NOW + 1));
        assertRefused(COSIGNATURES_MISSING, () -> both.open(note));
        assertThat(both.open(note.with(two.cosign(head.text(), NOW)))).isEqualTo(head);
    }

    @Test
    void aCosignatureOnAnotherHead_isRefused_evenWhereNoneIsDemanded() {
        String other = new Checkpoint(ORIGIN, 4, head.root()).text();
        SignedNote note = signed.with(one.cosign(other, NOW));
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(note));
        assertRefused(SIGNATURE_INVALID, () -> trust.with(List.of(one.key()), 0).open(note));
    }

    @Test
    void aCosignatureWhoseTimeWasChanged_isRefused() {
        byte[] bytes = one.cosign(head.text(), NOW).signature();
        ByteBuffer.wrap(bytes).putLong(NOW + 1);
        NoteSignature later = new NoteSignature(one.key().name(), one.key().id(), bytes);
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(signed.with(later)));
    }

    @Test
    void aCosignatureWithoutOrBeyondTime_isRefused() {
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(signed.with(one.cosign(head.text(), 0))));
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(signed.with(one.cosign(head.text(), -1))));
        NoteSignature stub = new NoteSignature(one.key().name(), one.key().id(), new byte[8]);
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(signed.with(stub)));
    }

    @Test
    void aCosignatureWithBytesAfterIt_isRefused() {
        byte[] good = one.cosign(head.text(), NOW).signature();
        byte[] bytes = java.util.Arrays.copyOf(good, good.length + 1);
        NoteSignature longer = new NoteSignature(one.key().name(), one.key().id(), bytes);
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(signed.with(longer)));
    }

    @Test
    void aPlainSignatureOfAWitnessKey_isNoCosignature() {
        byte[] plain = one.raw(head.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        NoteSignature signature = new NoteSignature(one.key().name(), one.key().id(), plain);
        assertRefused(SIGNATURE_INVALID, () -> witnessed.open(signed.with(signature)));
    }

    @Test
    void cosignedHeads_areGivenOut_andTellWhen() {
        SignedNote note = signed.with(one.cosign(head.text(), NOW));
        assertThat(witnessed.open(SignedNote.parse(note.format()))).isEqualTo(head);
        assertThat(NoteAlgorithm.time(note.signatures().get(1).signature())).isEqualTo(NOW);
    }

    @Test
    void afterAKeyExchange_eitherKeyIsEnough() {
        TestKeys next = TestKeys.log(ORIGIN);
        Trust both = new Trust(ORIGIN, List.of(log.key(), next.key()), List.of(), 0);
        assertThat(both.open(signed)).isEqualTo(head);
        assertThat(both.open(next.note(head.text()))).isEqualTo(head);
    }

    @Test
    void trustThatCouldNeverBeMet_cannotBeMade() {
        List<VerifierKey> none = List.of();
        List<VerifierKey> logKey = List.of(log.key());
        assertThatThrownBy(() -> new Trust(ORIGIN, none, none, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trust.with(List.of(one.key()), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trust.with(none, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trust.with(logKey, 1)).hasMessageContaining("type 4");
    }
}
