package io.breakwater.response.incident;

import io.breakwater.ledger.Follower;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.TicketClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notes the ticket that a request for access names among the incident's tickets, so that it is owed a confirmation like
 * any other. The requester is the claimant.
 */
public final class ClaimGrantTickets implements Follower {
    private static final Actor ACTOR = Actor.system("tickets");

    @Override
    public String name() {
        return "grant-tickets";
    }

    @Override
    public void follow(Transaction tx, Recorded fact) {
        if (fact.envelope().fact() instanceof GrantRequested requested) {
            requested.terms().ticket().ifPresent(ticket -> claim(tx, requested.terms(), ticket));
        }
    }

    private static void claim(Transaction tx, GrantTerms terms, String ticket) {
        Optional<Stored<Incident>> stored =
                tx.state().lock(Incident.class, terms.incident().value());
        boolean news =
                stored.filter(incident -> !names(incident.value(), ticket)).isPresent();
        if (news) {
            List<TicketClaim> tickets = new ArrayList<>(stored.get().value().tickets());
            tickets.add(new TicketClaim(ticket, TicketClaim.Status.CLAIMED));
            tx.append(
                    ACTOR, new TicketClaimed(terms.incident(), ticket, Optional.of(terms.grant()), terms.requester()));
            tx.state().update(stored.get(), stored.get().value().withTickets(tickets));
        }
    }

    private static boolean names(Incident incident, String ticket) {
        return incident.tickets().stream().anyMatch(claim -> claim.reference().equals(ticket));
    }
}
