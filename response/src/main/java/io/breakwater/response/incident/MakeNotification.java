package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.Caller;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.NotificationMade;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Texts;

/**
 * Records that an authority, a customer or the persons concerned were notified (R88, R89).
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code MALFORMED_NAME} (rule), {@code MALFORMED_TEXT}.
 */
public final class MakeNotification {
    private static final int MAX_TO = 200;

    private final Journal journal;

    public MakeNotification(Journal journal) {
        this.journal = journal;
    }

    /**
     * Records.
     *
     * @param rule the rule whose debt this pays, as {@code gdpr-33}
     * @param to who was notified; an office, not a private person: it stands in the fact
     * @param evidence how that can be shown: a reference number, the text that was sent
     */
    public Committed<Incident> record(Caller caller, IncidentId incident, String rule, String to, String evidence) {
        String named = Names.rule(rule);
        String whom = Texts.clean("to whom", to, MAX_TO);
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.NOTIFY, incident);
            ContentRef shown = file.keep("the evidence", evidence);
            file.append(new NotificationMade(incident, named, whom, shown, caller.person()));
            return file.incident();
        });
    }
}
