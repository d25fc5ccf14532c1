package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentId;
import java.time.Instant;

/**
 * Records that personal data is involved and since when that is known: the clocks of GDPR Art. 33 run from there.
 *
 * <p>May be repeated when more becomes known; each time opens a clock of its own. Fails with {@code NOT_ALLOWED}, {@code
 * NOT_FOUND}, {@code MALFORMED_TEXT}, {@code MALFORMED_REQUEST} (aware in the future).
 */
public final class InvolvePersonalData {
    private final Journal journal;

    public InvolvePersonalData(Journal journal) {
        this.journal = journal;
    }

    /**
     * Records.
     *
     * @param asProcessor whether the data is processed for somebody else, who must be told (Art. 33(2))
     */
    public Committed<Incident> involve(
            Caller caller, IncidentId incident, Instant awareAt, String scope, boolean asProcessor) {
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.INVOLVE_PERSONAL_DATA, incident);
            if (awareAt.isAfter(tx.now())) {
                throw new BreakwaterException(
                        Code.MALFORMED_REQUEST, "nobody can know since " + awareAt + "; it is " + tx.now());
            }
            ContentRef what = file.keep("the scope", scope);
            file.append(new PersonalDataInvolved(incident, awareAt, what, asProcessor, caller.person()));
            return file.save(file.incident().withPersonalData());
        });
    }
}
