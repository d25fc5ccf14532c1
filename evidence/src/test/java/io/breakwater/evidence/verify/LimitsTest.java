package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.IncidentId;
import java.nio.file.Path;
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
}
