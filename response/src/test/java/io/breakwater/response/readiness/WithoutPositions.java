package io.breakwater.response.readiness;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.IncidentId;
import java.util.List;

/** A journal whose integrator stands still. */
final class WithoutPositions extends ForwardingJournal {
    WithoutPositions(Journal journal) {
        super(journal);
    }

    @Override
    public List<Recorded> factsOf(IncidentId incident, long afterSequence, int limit) {
        return super.factsOf(incident, afterSequence, limit).stream()
                .map(ReadinessTest::unplaced)
                .toList();
    }
}
