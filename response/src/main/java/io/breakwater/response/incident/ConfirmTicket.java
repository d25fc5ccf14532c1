package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.Caller;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.TicketConfirmed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.TicketClaim;

/**
 * Confirms, with evidence, that a ticket exists and fits the incident.
 *
 * <p>Fails with {@code NOT_ALLOWED} (also to every human who named the ticket, under whatever name, and when it cannot be
 * established who they are), {@code NOT_FOUND} (incident, ticket), {@code WRONG_STATE} (decided already), {@code
 * MALFORMED_TEXT} (evidence), {@code MALFORMED_NAME} (desk).
 */
public final class ConfirmTicket {
    private final Journal journal;

    public ConfirmTicket(Journal journal) {
        this.journal = journal;
    }

    /**
     * Decides.
     *
     * @param desk where it was looked up
     * @param evidence what was seen there
     */
    public Committed<Incident> confirm(
            Caller caller, IncidentId incident, String ticket, String desk, String evidence) {
        String at = Names.desk(desk);
        TicketDecision decision = TicketDecision.on(journal, incident, Names.ticket(ticket));
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.DECIDE_TICKET, incident);
            Incident decided = decision.decide(tx, file, TicketClaim.Status.CONFIRMED);
            ContentRef seen = file.keep("the evidence", evidence);
            file.append(new TicketConfirmed(incident, ticket, at, seen, caller.person()));
            return file.save(decided);
        });
    }
}
