package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.HASH_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.NO_KNOWN_SIGNATURE;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.ROOT_MISMATCH;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R92: a proof in one text, checked by anybody")
class TlogProofTest {
    private static final String ORIGIN = "a.example/log";

    private final MemoryLog log = MemoryLog.random(5, 300);
    private final TestKeys keys = TestKeys.log(ORIGIN);
    private final Trust trust = Trust.in(keys.key());
    private final SignedNote head = keys.note(log.head(ORIGIN).text());
    private final Hash leaf = Hash.leaf(log.entries().get(123));
    private final TlogProof proof = TlogProof.of(new ProofBuilder(log, 300), 123, head);

    @Test
    void writtenAndRead_itHolds() {
        TlogProof read = TlogProof.parse(proof.format());
        assertThat(read).isEqualTo(proof);
        assertThat(proof.format()).startsWith("c2sp.org/tlog-proof@v1\nindex 123\n");
        read.verify(leaf, trust);
    }

    @Test
    void withAnotherLeafOrOtherKeys_isRefused() {
        Hash other = Hash.leaf(log.entries().get(124));
        Trust stranger = Trust.in(TestKeys.log(ORIGIN).key());
        assertRefused(ROOT_MISMATCH, () -> proof.verify(other, trust));
        assertRefused(NO_KNOWN_SIGNATURE, () -> proof.verify(leaf, stranger));
    }

    @Test
    void noByteCanBeChanged() {
        byte[] text = proof.format().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < text.length; at++) {
            byte[] mutant = text.clone();
            mutant[at] ^= (byte) (1 << (at % 7));
            String changed = new String(mutant, StandardCharsets.UTF_8);
            ProofPropertyTest.refused(() -> TlogProof.parse(changed).verify(leaf, trust));
        }
    }

    @Test
    void noByteCanBeTaken() {
        String text = proof.format();
        for (int at = 0; at < text.length(); at++) {
            String shorter = text.substring(0, at) + text.substring(at + 1);
            String cut = text.substring(0, at);
            ProofPropertyTest.refused(() -> TlogProof.parse(shorter).verify(leaf, trust));
            ProofPropertyTest.refused(() -> TlogProof.parse(cut).verify(leaf, trust));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v2\nindex 1\n\n",
                " c2sp.org/tlog-proof@v1\nindex 1\n\n",
                "index 1\n\n",
                "c2sp.org/tlog-proof@v1\nindex\n\n",
                "c2sp.org/tlog-proof@v1\nindex 01\n\n",
                "c2sp.org/tlog-proof@v1\nindex -1\n\n",
                "c2sp.org/tlog-proof@v1\nindex  1\n\n",
                "c2sp.org/tlog-proof@v1\nindex 1 \n\n",
                "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n",
                "c2sp.org/tlog-proof@v1\nindex 1\nindex 1\nextra \n\n",
                "c2sp.org/tlog-proof@v1\nextra\nindex 1\n\n",
                "c2sp.org/tlog-proof@v1\nextra A\nindex 1\n\n",
                "c2sp.org/tlog-proof@v1\nextra AA==\nextra AA==\nindex 1\n\n",
                "c2sp.org/tlog-proof@v1\r\nindex 1\n\n"
            })
    void whatIsNoProof_isRefused(String start) {
        ProofPropertyTest.refused(() -> TlogProof.parse(start + head.format()));
        if (!start.contains("index 1\nindex")) {
            assertRefused(PROOF_MALFORMED, () -> TlogProof.parse(start + head.format()));
        }
    }

    @Test
    void moreThan63Hashes_areRefused() {
        List<Hash> many = Collections.nCopies(64, leaf);
        assertRefused(PROOF_MALFORMED, () -> new TlogProof(Optional.empty(), 1, many, head));
        String text = "c2sp.org/tlog-proof@v1\nindex 1\n" + (leaf.base64() + "\n").repeat(5_000) + "\n" + head.format();
        ProofPropertyTest.refused(() -> TlogProof.parse(text));
    }

    @Test
    void anIndexBelowZero_cannotBeMade() {
        assertRefused(PROOF_MALFORMED, () -> new TlogProof(Optional.empty(), -1, List.of(), head));
    }

    @Test
    void aLineThatIsNoHash_isRefused() {
        String text = proof.format().replaceFirst("index 123\n", "index 123\nAAAA\n");
        assertRefused(HASH_MALFORMED, () -> TlogProof.parse(text));
    }

    @Test
    void extraBytes_areCarried_andNotTrusted() {
        TlogProof extra = new TlogProof(Optional.of(new byte[] {1, 2, 3}), 123, proof.hashes(), head);
        TlogProof read = TlogProof.parse(extra.format());
        assertThat(read.extra().orElseThrow()).containsExactly(1, 2, 3);
        assertThat(extra.format()).contains("\nextra AQID\nindex 123\n");
        read.verify(leaf, trust);
    }

    @Test
    void everyEntryOfALog_isProven() {
        ProofBuilder builder = new ProofBuilder(log, 300);
        for (int index = 0; index < 300; index++) {
            Hash entry = Hash.leaf(log.entries().get(index));
            TlogProof.parse(TlogProof.of(builder, index, head).format()).verify(entry, trust);
        }
    }
}
