package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentId;

/**
 * Erases content for good, as law or policy demands. Its hash stays, and the proofs with it.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (incident, or it names no such content), {@code WRONG_STATE}
 * (erased already), {@code MALFORMED_TEXT} (reason).
 */
public final class EraseContent {
    private final Journal journal;

    public EraseContent(Journal journal) {
        this.journal = journal;
    }

    /** Erases. */
    public Committed<Incident> erase(Caller caller, IncidentId incident, String digest, String reason) {
        String wanted = Names.digest(digest);
        Contents contents = Contents.of(journal, incident);
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.ERASE, incident);
            if (contents.find(wanted).isEmpty()) {
                throw new BreakwaterException(Code.NOT_FOUND, incident + " names no content " + wanted);
            }
            if (contents.erased(wanted)) {
                throw new BreakwaterException(Code.WRONG_STATE, "content " + wanted + " is erased already");
            }
            tx.erase(wanted);
            file.append(new ContentErased(incident, wanted, file.keep("the reason", reason), caller.person()));
            return file.incident();
        });
    }
}
