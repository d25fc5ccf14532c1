package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted, and what is said then. */
class AcceptedPackTest extends SealedPackCase {
    @Test
    void pack_ofAHouseOneTrusts_isAccepted() {
        Verdict verdict = house.verify(pack);
        assertThat(verdict.incident()).isEqualTo(sample.id());
        assertThat(verdict.unpinned()).isFalse();
        assertThat(verdict.cosignatures()).isEqualTo(1);
        assertThat(verdict.erased()).isEqualTo(1);
        assertThat(verdict.facts()).isEqualTo(record.facts());
        assertThat(verdict.steps())
                .extracting(Verdict.Step::name)
                .containsExactly(
                        "readable",
                        "manifest",
                        "files",
                        "checkpoint",
                        "facts",
                        "population",
                        "inclusion",
                        "consistency",
                        "content");
        assertThat(verdict.notProven()).isNotEmpty();
    }

    @Test
    void pack_withTheKeysItBringsAlong_isAcceptedAndSaidToBeUnpinned() {
        Verdict verdict = new VerifyPack(Question.trusting(Trust.unpinned())).verify(pack);
        assertThat(verdict.unpinned()).isTrue();
        assertThat(verdict.notProven().get(0)).startsWith("WHO MADE IT");
    }

    @Test
    void pack_ofAnotherHouse_isAcceptedUnpinned_andRefusedPinned(@TempDir Path elsewhere) {
        TestHouse other = new TestHouse(elsewhere);
        Path foreign = other.file(
                other.seal(new SampleIncident(other, "0042", "Fake").tell().id()));
        assertThat(new VerifyPack(Question.trusting(Trust.unpinned()))
                        .verify(foreign)
                        .unpinned())
                .isTrue();
        refused(Kind.MANIFEST_SIGNATURE, () -> house.verify(foreign), "");
    }

    @Test
    void pack_thatGrewOutOfTheCheckpointTheReaderKept_isAccepted() {
        String kept = new String(entry(pack, PackNames.PREVIOUS), StandardCharsets.UTF_8);
        Verdict verdict = new VerifyPack(new Question(house.trust(), Optional.empty(), Optional.of(kept))).verify(pack);
        assertThat(verdict.steps().get(7).finding()).contains("the checkpoint you kept");
    }

    @Test
    void keysJsonOfAPack_isATrustFile() throws IOException {
        Path file = work.resolve("trust.json");
        Files.write(file, entry(pack, PackNames.KEYS));
        Trust trust = Trust.read(file);
        assertThat(trust.pinned()).isTrue();
        assertThat(new VerifyPack(Question.trusting(trust)).verify(pack).cosignatures())
                .isEqualTo(1);
    }

    @Test
    void secondPack_holdsAllOfTheFirst() {
        PackRecord second = house.seal(sample.id());
        assertThat(second.pack()).isEqualTo(2);
        assertThat(second.facts()).isEqualTo(record.facts() + 1);
        assertThat(house.verify(house.file(second)).facts()).isEqualTo(second.facts());
    }

    @Test
    void samePack_writtenAgain_isTheSameBytes() throws IOException {
        String before = Hashes.sha256Hex(Files.readAllBytes(pack));
        Files.delete(pack);
        assertThat(Hashes.sha256Hex(Files.readAllBytes(house.file(record))))
                .isEqualTo(before)
                .isEqualTo(record.sha256());
    }
}
