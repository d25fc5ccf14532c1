package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A house with two sealed packs, of which the second is about to be attacked. */
abstract class SealedPackCase {
    @TempDir
    Path work;

    TestHouse house;
    SampleIncident sample;
    PackRecord record;
    Path pack;
    Path forged;

    @BeforeEach
    void sealTwice() {
        house = new TestHouse(work);
        SampleIncident earlier = new SampleIncident(house, "0041", "Earlier").declare();
        house.seal(earlier.id());
        sample = new SampleIncident(house, "0042", "Checkout 5xx").tell();
        record = house.seal(sample.id());
        pack = house.file(record);
        forged = work.resolve("forged.zip");
    }

    static void refused(Kind kind, ThrowingCallable verification, String sentence) {
        assertThatThrownBy(verification)
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .hasMessageContaining(sentence);
    }

    static Checkpoint head(Path pack) {
        return Checkpoint.parse(
                SignedNote.parse(entry(pack, PackNames.CHECKPOINT)).text());
    }

    static List<String> names(Path pack) {
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static byte[] entry(Path pack, String name) {
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Keys of another house. */
    LedgerKeys stranger() {
        return LedgerKeys.openOrFound(work.resolve("stranger"), "other.test/log", new SecureRandom());
    }
}
