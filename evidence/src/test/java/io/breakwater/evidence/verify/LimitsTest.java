package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.ZipForm;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.Actor;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentFact.PackSealed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R67: what a reader holds in memory is bounded, whoever made the pack. */
class LimitsTest {
    private static final long MOST_MEMORY_BYTES = 256L << 20;

    @TempDir
    Path work;

    @Test
    void onePackWithMoreFactsThanThereMayBe_isUnreadable_andNotAnError() {
        TestHouse house = new TestHouse(work);
        IncidentId incident = new SampleIncident(house, "0042", "x").tell().id();
        List<Recorded> facts = house.journal.factsOf(incident, 0, 4);
        Population population = new Population(incident.value(), MemoryJournal.ORIGIN, 3);
        for (Recorded fact : facts.subList(0, 3)) {
            population.add(fact.leaf(), 0, fact.leaf().length);
        }
        byte[] fourth = facts.get(3).leaf();
        assertThatThrownBy(() -> population.add(fourth, 0, fourth.length))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREADABLE))
                .hasMessageContaining("more than the 3 facts");
    }

    @Test
    void whatIsHeldAtOnce_fitsIntoASmallMachine() {
        assertThat(32L * PackNames.MOST_FACTS).isLessThan(MOST_MEMORY_BYTES);
        // Base64 in the file, its bytes, and the text of each name and hash.
        assertThat(4L * Manifest.MAX_BYTES).isLessThan(MOST_MEMORY_BYTES);
        assertThat(PackNames.MOST_FILES * 250L).isLessThan(Manifest.MAX_BYTES);
    }

    /** The house itself lies: an earlier fact says that it closes what is not there yet. */
    @Test
    void factThatClosesThePopulation_isTheLastOne() {
        TestHouse house = new TestHouse(work);
        IncidentId incident = new SampleIncident(house, "0043", "x").declare().id();
        int before = house.journal.factsOf(incident, 0, 1_000).size();
        house.journal.transact(tx -> {
            tx.append(Actor.system("evidence"), new PackSealed(incident, 1, before + 2, new PersonId("alice")));
            return tx.append(Actor.system("evidence"), new EvidenceRead(incident, "timeline", new PersonId("alice")));
        });
        Population population = new Population(incident.value(), MemoryJournal.ORIGIN, 1_000);
        house.journal.factsOf(incident, 0, 1_000).forEach(fact -> population.add(fact.leaf(), 0, fact.leaf().length));

        assertThatThrownBy(() -> population.requireClosed(before + 2, 1))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.POPULATION))
                .hasMessageContaining("does not close the population as pack 1");
    }

    /** A zip without data: as many files as it takes to say that they unpack to so much; the holes take no room. */
    private Path claiming(long bytes) throws IOException {
        Path file = work.resolve("claims.zip");
        List<ZipForm.Entry> entries = new ArrayList<>();
        long at = 0;
        for (long left = bytes; left > 0; left -= Math.min(left, ZipForm.MAX_BYTES)) {
            long unpacked = Math.min(left, ZipForm.MAX_BYTES);
            String name = "content/" + String.format("%064x", entries.size());
            ZipForm.Entry entry =
                    new ZipForm.Entry(name, ZipForm.DEFLATED, 0, unpacked / PackFile.MAX_RATIO + 1, unpacked, at);
            entries.add(entry);
            at = entry.end();
        }
        try (FileChannel zip = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long directory = at;
            for (ZipForm.Entry entry : entries) {
                zip.write(ByteBuffer.wrap(ZipForm.local(entry)), entry.offset());
                at += zip.write(ByteBuffer.wrap(ZipForm.central(entry)), at);
            }
            zip.write(ByteBuffer.wrap(ZipForm.end(entries.size(), directory, at - directory)), at);
        }
        return file;
    }

    @Test
    void packThatSaysItUnpacksToMoreThanTheMost_isRefusedBeforeAnythingIsUnpacked() throws IOException {
        Path file = claiming(PackFile.MAX_UNPACKED_BYTES + 1);

        assertThatThrownBy(() -> PackFile.open(file))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREADABLE))
                .hasMessageContaining("unpacks to more than 68719476736 bytes");
    }

    @Test
    void packThatSaysItUnpacksToTheMost_isNotRefusedForThat() throws IOException {
        Path file = claiming(PackFile.MAX_UNPACKED_BYTES);

        assertThatThrownBy(() -> PackFile.open(file)).hasMessageContaining("does not end with a manifest");
    }
}
