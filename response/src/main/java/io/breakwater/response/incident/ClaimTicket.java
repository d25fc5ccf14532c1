package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.GrantId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.TicketClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names a ticket for an incident. It is a claim until a desk, or another human on a desk's behalf, confirms it.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code MALFORMED_NAME}, {@code CONFLICT} (named already).
 */
public final class ClaimTicket {
    /** Most tickets of one incident. */
    static final int MAX_TICKETS = 100;

    private final Journal journal;

    public ClaimTicket(Journal journal) {
        this.journal = journal;
    }

    /** Claims. */
    public Committed<Incident> claim(Caller caller, IncidentId incident, String ticket, Optional<GrantId> grant) {
        String reference = Names.ticket(ticket);
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.CLAIM_TICKET, incident);
            Incident changed = file.incident().withTickets(with(file.incident(), reference));
            file.append(new TicketClaimed(incident, reference, grant, caller.person()));
            return file.save(changed);
        });
    }

    private static List<TicketClaim> with(Incident incident, String reference) {
        List<TicketClaim> tickets = new ArrayList<>(incident.tickets());
        if (tickets.stream().anyMatch(ticket -> ticket.reference().equals(reference))) {
            throw new BreakwaterException(Code.CONFLICT, "ticket " + reference + " is named already");
        }
        if (tickets.size() >= MAX_TICKETS) {
            throw new BreakwaterException(Code.WRONG_STATE, "an incident has at most " + MAX_TICKETS + " tickets");
        }
        tickets.add(new TicketClaim(reference, TicketClaim.Status.CLAIMED));
        return tickets;
    }
}
