package io.breakwater.response.readiness;

import io.breakwater.ledger.Recorded;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantFact;
import io.breakwater.model.IncidentFact.EvidenceAttached;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentFact.IncidentReopened;
import io.breakwater.model.IncidentFact.ReviewHeld;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketConfirmed;
import io.breakwater.model.IncidentFact.TicketRefuted;
import io.breakwater.model.TicketClaim;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What an incident's facts say about its trail, its access and its changes, as of the last fact seen. A pure fold: the
 * same facts always make the same dossier, in whatever order they come and however often.
 *
 * @param last the highest number seen
 * @param missing numbers below it that were not seen: holes
 * @param sessions session evidence that names no grant; each piece covers one grant
 * @param reviewed whether the review was held since the incident was last closed
 */
record Dossier(
        long last,
        SortedSet<Long> missing,
        Map<String, GrantTrail> grants,
        Map<String, TicketTrail> tickets,
        int sessions,
        boolean reviewed) {
    private static final Set<String> SESSION_KINDS = Set.of("recording", "transcript");

    static Dossier empty() {
        return new Dossier(0, new TreeSet<>(), Map.of(), Map.of(), 0, false);
    }

    static Dossier of(Stream<Recorded> facts) {
        return facts.reduce(empty(), Dossier::with, (one, other) -> other);
    }

    /** The dossier with one more fact; the same one when the fact was seen before. */
    Dossier with(Recorded recorded) {
        long number = recorded.envelope().sequence().orElse(0);
        if (number <= last && !missing.contains(number)) {
            return this;
        }
        return numbered(number).and(recorded);
    }

    /** Whether every number up to this one was seen. */
    boolean completeTo(long number) {
        return last == number && missing.isEmpty();
    }

    private Dossier numbered(long number) {
        SortedSet<Long> holes = new TreeSet<>(missing);
        holes.remove(number);
        for (long hole = last + 1; hole < number; hole++) {
            holes.add(hole);
        }
        return new Dossier(Math.max(last, number), holes, grants, tickets, sessions, reviewed);
    }

    private Dossier and(Recorded recorded) {
        Fact fact = recorded.envelope().fact();
        if (fact instanceof GrantFact grant) {
            GrantTrail trail = grants.getOrDefault(grant.grant().value(), GrantTrail.EMPTY);
            return withGrant(
                    grant.grant().value(), trail.with(recorded.envelope().id(), grant));
        } else if (fact instanceof EvidenceAttached attached && SESSION_KINDS.contains(attached.kind())) {
            return withSession(attached);
        } else if (fact instanceof FactAmended amended) {
            return amended(amended);
        } else if (fact instanceof ReviewHeld) {
            return withReviewed(true);
        } else if (fact instanceof IncidentClosed || fact instanceof IncidentReopened) {
            return withReviewed(false);
        }
        return ticket(recorded.envelope().id(), fact);
    }

    private Dossier ticket(FactId id, Fact fact) {
        if (fact instanceof TicketClaimed claimed) {
            return withTicket(claimed.ticket(), trail -> trail.claimed(id, claimed.by()));
        } else if (fact instanceof TicketConfirmed confirmed) {
            return withTicket(confirmed.ticket(), trail -> trail.decided(id, TicketClaim.Status.CONFIRMED));
        } else if (fact instanceof TicketRefuted refuted) {
            return withTicket(refuted.ticket(), trail -> trail.decided(id, TicketClaim.Status.REFUTED));
        }
        return this;
    }

    private Dossier amended(FactAmended amended) {
        Map<String, GrantTrail> newGrants = new TreeMap<>(grants);
        newGrants.replaceAll((grant, trail) -> trail.amended(amended.original(), amended.by()));
        Map<String, TicketTrail> newTickets = new TreeMap<>(tickets);
        newTickets.replaceAll((ticket, trail) -> trail.amended(amended.original(), amended.by()));
        return new Dossier(last, missing, newGrants, newTickets, sessions, reviewed);
    }

    private Dossier withSession(EvidenceAttached attached) {
        if (attached.grant().isEmpty()) {
            return new Dossier(last, missing, grants, tickets, sessions + 1, reviewed);
        }
        String grant = attached.grant().get().value();
        return withGrant(grant, grants.getOrDefault(grant, GrantTrail.EMPTY).withSession());
    }

    private Dossier withGrant(String grant, GrantTrail trail) {
        Map<String, GrantTrail> changed = new TreeMap<>(grants);
        changed.put(grant, trail);
        return new Dossier(last, missing, changed, tickets, sessions, reviewed);
    }

    private Dossier withTicket(String ticket, UnaryOperator<TicketTrail> change) {
        Map<String, TicketTrail> changed = new TreeMap<>(tickets);
        changed.put(ticket, change.apply(tickets.getOrDefault(ticket, TicketTrail.EMPTY)));
        return new Dossier(last, missing, grants, changed, sessions, reviewed);
    }

    private Dossier withReviewed(boolean now) {
        return new Dossier(last, missing, grants, tickets, sessions, now);
    }
}
