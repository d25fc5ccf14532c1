package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.TicketClaim;
import io.breakwater.response.timeline.Facts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The decision over a claimed ticket: by somebody who is not, under any name, one of those who claimed it. */
final class TicketDecision {
    private final String ticket;
    private final Set<PersonId> claimants;

    private TicketDecision(String ticket, Set<PersonId> claimants) {
        this.ticket = ticket;
        this.claimants = claimants;
    }

    static TicketDecision on(Journal journal, IncidentId incident, String ticket) {
        return new TicketDecision(
                ticket,
                Facts.of(journal, incident)
                        .map(recorded -> recorded.envelope().fact())
                        .filter(TicketClaimed.class::isInstance)
                        .map(TicketClaimed.class::cast)
                        .filter(claim -> claim.ticket().equals(ticket))
                        .map(TicketClaimed::by)
                        .collect(Collectors.toSet()));
    }

    Incident decide(Transaction tx, CaseFile file, TicketClaim.Status status) {
        List<TicketClaim> tickets = decided(file.incident(), status);
        claimants.forEach(claimant -> requireOtherHuman(tx, file.caller(), claimant));
        return file.incident().withTickets(tickets);
    }

    private List<TicketClaim> decided(Incident incident, TicketClaim.Status status) {
        TicketClaim claim = incident.tickets().stream()
                .filter(known -> known.reference().equals(ticket))
                .findFirst()
                .orElseThrow(() -> new BreakwaterException(
                        Code.NOT_FOUND, "nobody named ticket " + ticket + " for " + incident.id()));
        if (claim.status() != TicketClaim.Status.CLAIMED) {
            throw new BreakwaterException(Code.WRONG_STATE, "ticket " + ticket + " is " + claim.status() + " already");
        }
        return incident.tickets().stream()
                .map(known -> known.equals(claim) ? new TicketClaim(ticket, status) : known)
                .toList();
    }

    private static void requireOtherHuman(Transaction tx, PersonId decider, PersonId claimant) {
        Optional<Person> one = CaseFile.person(tx, decider);
        Optional<Person> other = CaseFile.person(tx, claimant);
        if (one.isEmpty() || other.isEmpty() || one.get().sameHumanAs(other.get())) {
            throw new BreakwaterException(
                    Code.NOT_ALLOWED, "a ticket is decided by another human than " + claimant + ", who named it");
        }
    }
}
