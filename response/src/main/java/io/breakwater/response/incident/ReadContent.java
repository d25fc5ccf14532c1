package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentId;

/**
 * Reads content that an incident's facts name. Reading evidence is evidence: it is put on the record first.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (incident, no such content in it, or erased).
 */
public final class ReadContent {
    private final Journal journal;

    public ReadContent(Journal journal) {
        this.journal = journal;
    }

    /** Reads. */
    public Journal.Content read(Caller caller, IncidentId incident, String digest) {
        String wanted = Names.digest(digest);
        Contents contents = Contents.of(journal, incident);
        ContentRef ref = journal.transact(tx -> {
                    CaseFile file = CaseFile.open(tx, caller, Act.READ, incident);
                    ContentRef found = contents.find(wanted).orElseThrow(() -> none(incident, wanted));
                    file.append(new EvidenceRead(incident, "content " + wanted, caller.person()));
                    return found;
                })
                .value();
        return journal.content(ref).orElseThrow(() -> none(incident, wanted));
    }

    private static BreakwaterException none(IncidentId incident, String digest) {
        return new BreakwaterException(Code.NOT_FOUND, incident + " has no content " + digest + ", or it was erased");
    }
}
