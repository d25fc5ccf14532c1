package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.Caller;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EvidenceReadsTest {
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");
    private static final Caller ALICE = new Caller(new PersonId("alice"), "token:TK-0000000000");
    private static final Caller BOB = new Caller(new PersonId("bob"), "token:TK-0000000001");

    private final AtomicLong nanos = new AtomicLong();
    private final MemoryJournal journal = new MemoryJournal();
    private final EvidenceReads reads = new EvidenceReads(journal, nanos::get);

    @Test
    void everyReader_andEveryThingRead_isAFact() {
        reads.of(ALICE, INCIDENT, "timeline");
        reads.of(BOB, INCIDENT, "timeline");
        reads.of(ALICE, INCIDENT, "pack 1");
        reads.ofHouse(ALICE, "facts from 0");
        assertThat(journal.facts(EvidenceRead.class)).hasSize(3);
        assertThat(journal.facts(HouseEvidenceRead.class)).hasSize(1);
    }

    @Test
    void theSameReadingWithinAMinute_isOneFact_andLaterAnother() {
        reads.of(ALICE, INCIDENT, "timeline");
        nanos.addAndGet(EvidenceReads.ONE_READING.toNanos() - 1);
        reads.of(ALICE, INCIDENT, "timeline");
        assertThat(journal.facts(EvidenceRead.class)).hasSize(1);
        nanos.addAndGet(1);
        reads.of(ALICE, INCIDENT, "timeline");
        assertThat(journal.facts(EvidenceRead.class)).hasSize(2);
    }
}
