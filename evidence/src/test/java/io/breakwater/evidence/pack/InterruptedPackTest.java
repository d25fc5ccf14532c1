package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentFact.IncidentNoted;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R67: a pack that was sealed and not finished gets its file, or says why it cannot; no number is left in the dark. */
class InterruptedPackTest {
    @TempDir
    Path work;

    private TestHouse house;

    @BeforeEach
    void found() {
        house = new TestHouse(work);
    }

    /** The house's packer dies between PackSealed and the record; whatever is done afterwards is done by another one. */
    private IncidentId begunAndCutOff() {
        IncidentId incident =
                new SampleIncident(house, "0042", "Checkout 5xx").tell().id();
        TileSource cut = path -> {
            throw new Cut();
        };
        SealPack dying = new SealPack(house.log, with(cut));
        assertThatThrownBy(() -> dying.seal(TestHouse.AUDITOR, incident)).isInstanceOf(Cut.class);
        assertThat(house.folder.resolve(incident.value() + "-1.zip")).doesNotExist();
        return incident;
    }

    /** What nobody catches, as a process that is killed. */
    private static final class Cut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private PackHouse with(TileSource tiles) {
        PackHouse whole = house.packHouse();
        return new PackHouse(whole.folder(), tiles, whole.logKey(), whole.witnessKeys(), whole.pen());
    }

    @Test
    void aPackCutOffBeforeItsRecord_isFinishedByWhoeverAsksForIt_andVerifies() {
        IncidentId incident = begunAndCutOff();
        Path pack = house.packer.open(incident, 1);
        assertThat(house.verify(pack, incident).facts()).isPositive();
        assertThat(house.packer.open(incident, 1)).isEqualTo(pack);
        assertThat(house.seal(incident).pack()).isEqualTo(2);
    }

    @Test
    void aPackCutOffBeforeItsRecord_isFinishedByItself_onceNobodyCanStillBeWritingIt() {
        IncidentId incident = begunAndCutOff();
        house.packer.finishInterrupted();
        assertThat(house.folder.resolve(incident.value() + "-1.zip")).doesNotExist();
        house.clock.advance(Duration.ofMinutes(3));
        house.packer.finishInterrupted();
        Path pack = house.folder.resolve(incident.value() + "-1.zip");
        assertThat(house.verify(pack, incident).facts()).isPositive();
        long begun = house.journal.read(tx -> tx.state().count(BegunPack.class, Map.of()));
        assertThat(begun).isZero();
    }

    @Test
    void aPackCutOffBeforeItsRecord_whoseContentWasErased_isGivenUp_andSaysSo() {
        IncidentId incident = begunAndCutOff();
        String digest = noteOf(incident).digest();
        house.journal.transact(tx -> {
            tx.erase(digest);
            ContentErased fact = new ContentErased(incident, digest, tx.keep("by law"), TestHouse.AUDITOR.person());
            return tx.append(TestHouse.AUDITOR.actor(), fact);
        });
        house.clock.advance(Duration.ofMinutes(3));
        house.packer.finishInterrupted();
        assertThatThrownBy(() -> house.packer.open(incident, 1))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT))
                .hasMessageContaining("was sealed and never finished");
        PackRecord next = house.seal(incident);
        assertThat(next.pack()).isEqualTo(2);
        assertThat(house.verify(house.file(next)).erased()).isEqualTo(2);
        assertThatThrownBy(() -> house.packer.open(incident, 3))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
    }

    private ContentRef noteOf(IncidentId incident) {
        return house.journal.factsOf(incident, 0, 1000).stream()
                .map(fact -> fact.envelope().fact())
                .filter(IncidentNoted.class::isInstance)
                .map(fact -> ((IncidentNoted) fact).note())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPackFinishedByTwoAtOnce_isWhatTheFirstOneRecorded() throws IOException {
        IncidentId incident = begunAndCutOff();
        AtomicBoolean first = new AtomicBoolean(true);
        TileSource slow = path -> {
            if (first.getAndSet(false)) {
                // Another server finishes it meanwhile, against a later head.
                house.journal.transact(tx -> tx.append(
                        TestHouse.AUDITOR.actor(), new EvidenceRead(incident, "timeline", TestHouse.AUDITOR.person())));
                house.packer.open(incident, 1);
            }
            return house.log.read(path);
        };
        Path pack = new SealPack(house.log, with(slow)).open(incident, 1);
        PackRecord record = house.journal
                .read(tx -> tx.state().find(PackRecord.class, PackRecord.idOf(incident, 1)))
                .orElseThrow()
                .value();
        assertThat(Digests.ofFile(pack)).isEqualTo(record.sha256());
        assertThat(house.verify(pack, incident).facts()).isEqualTo(record.facts());
    }

    @Test
    void aFileThatWasDamaged_isWrittenAgain_asItWasRecorded() throws IOException {
        IncidentId incident =
                new SampleIncident(house, "0042", "Checkout 5xx").tell().id();
        PackRecord record = house.seal(incident);
        Path file = house.file(record);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(Digests.ofFile(house.file(record))).isEqualTo(record.sha256());
    }

    @Test
    void tilesThatCannotBeRead_areToldWithACode_andThePackIsFinishedLater() {
        IncidentId incident =
                new SampleIncident(house, "0042", "Checkout 5xx").tell().id();
        assertSealRefused(incident, Code.JOURNAL_UNAVAILABLE, path -> {
            throw new UncheckedIOException(new IOException("the journal's database cannot be read"));
        });
        assertSealRefused(incident, Code.LEDGER_ROLLED_BACK, path -> Optional.empty());
        assertThat(house.verify(house.packer.open(incident, 1)).facts()).isPositive();
        assertThat(house.verify(house.packer.open(incident, 2)).facts()).isPositive();
    }

    private void assertSealRefused(IncidentId incident, Code code, TileSource tiles) {
        assertThatThrownBy(() -> new SealPack(house.log, with(tiles)).seal(TestHouse.AUDITOR, incident))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
