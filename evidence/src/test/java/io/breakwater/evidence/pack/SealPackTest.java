package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.TestLog;
import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.Verdict;
import io.breakwater.evidence.verify.VerifyPack;
import io.breakwater.ledger.files.SmallDisk;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R67: what becomes of a pack when witnesses are late or silent, or the disk is full. */
class SealPackTest {
    private static final int MOST_LOOKS = 60;

    @TempDir
    Path work;

    private TestHouse house;
    private NoteSigner silent;
    private final List<NoteSigner> answering = new ArrayList<>();

    @BeforeEach
    void found() {
        house = new TestHouse(work);
        silent = WitnessKeys.openOrFound(work.resolve("silent"), "witness.test/silent", new SecureRandom());
    }

    @Test
    void aWitness_thatAnswersAMomentLater_isWaitedFor() throws IOException {
        List<Long> pauses = new ArrayList<>();
        Path pack = seal(List.of(house.witness.vkey()), nanos -> {
            pauses.add(nanos);
            if (pauses.size() == 3) {
                answering.add(house.witness);
            }
        });
        assertThat(pauses).hasSize(3);
        assertThat(file(pack, PackNames.CHECKPOINT)).contains("\u2014 witness.test/one ");
        assertThat(file(pack, PackNames.KEYS)).contains("\"cosignedBy\":[\"witness.test/one\"]");
        assertThat(house.verify(pack).cosignatures()).isEqualTo(1);
    }

    @Test
    void aWitness_thatDoesNotAnswer_holdsNoPackUp_andIsNamedWhereverThePackIsRead() throws IOException {
        answering.add(house.witness);
        List<Long> pauses = new ArrayList<>();
        Path pack = seal(List.of(house.witness.vkey(), silent.vkey()), pauses::add);
        assertThat(pauses).hasSize(MOST_LOOKS);
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isEqualTo(3_000_000_000L);
        assertThat(file(pack, PackNames.KEYS))
                .contains("\"cosignedBy\":[\"witness.test/one\"]")
                .contains(silent.vkey())
                .contains("\"witnessesNeeded\":1");
        assertThat(file(pack, PackNames.INDEX))
                .contains("Cosigned by witness.test/one")
                .contains("Not witnessed by witness.test/silent");
        Verdict verdict = new VerifyPack(Question.trusting(Trust.unpinned())).verify(pack);
        assertThat(verdict.cosignatures()).isEqualTo(1);
        assertThat(verdict.steps())
                .anySatisfy(step -> assertThat(step.finding()).contains("not witnessed by witness.test/silent"));
        assertThat(verdict.notProven())
                .anySatisfy(sentence -> assertThat(sentence).contains("not witnessed by witness.test/silent"));
    }

    @Test
    void noWitnessAtAll_isWaitedForByNobody() throws IOException {
        List<Long> pauses = new ArrayList<>();
        Path pack = seal(List.of(), pauses::add);
        assertThat(pauses).isEmpty();
        assertThat(file(pack, PackNames.INDEX)).contains("No witness cosigned").doesNotContain("Not witnessed by");
    }

    @Test
    @Tag("component")
    void aFullDisk_isToldAsSuch_andTheNextPackIsWhole() {
        try (SmallDisk disk = SmallDisk.mount(house.folder, 512)) {
            IncidentId incident =
                    new SampleIncident(house, "0042", "Checkout 5xx").tell().id();
            disk.fill();
            assertThatThrownBy(() -> house.seal(incident))
                    .isInstanceOfSatisfying(
                            BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.STORAGE_FULL))
                    .message()
                    .doesNotContain(house.folder.toString());
            disk.drain();
            PackRecord next = house.seal(incident);
            assertThat(next.pack()).isEqualTo(2);
            assertThat(house.verify(house.file(next)).facts()).isEqualTo(next.facts());
        }
    }

    private Path seal(List<String> witnessKeys, LongConsumer pause) {
        TestLog log = new TestLog(house.journal, house.keys.log(), answering);
        SealPack packer = new SealPack(
                log, new PackHouse(house.folder, log, house.keys.log().vkey(), witnessKeys, house.keys.pack()), pause);
        SampleIncident sample = new SampleIncident(house, "0042", "Checkout 5xx").declare();
        PackRecord record = packer.seal(TestHouse.AUDITOR, sample.id());
        return packer.open(record.incident(), record.pack());
    }

    private static String file(Path pack, String name) throws IOException {
        return new String(new Forge(pack).files().get(name), StandardCharsets.UTF_8);
    }
}
