package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantState;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.Person;
import java.time.Instant;
import java.util.Optional;

/** What has to be true for access to begin, and to go on. */
final class Conditions {
    private Conditions() {}

    static void requireOpenIncident(Transaction tx, IncidentId id) {
        if (incident(tx, id).status() != IncidentStatus.OPEN) {
            throw new BreakwaterException(Code.WRONG_STATE, id + " is closed; access needs an open incident");
        }
    }

    static boolean isDrill(Transaction tx, IncidentId id) {
        return incident(tx, id).drill();
    }

    /** Why the grant may not be opened although it was decided, if there is a reason. */
    static Optional<String> againstOpening(Transaction tx, Grant grant) {
        // Closing locks the incident too: either it sees the intent, or the intent sees it closed.
        tx.state().lock(Incident.class, grant.terms().incident().value());
        Optional<String> against = againstGoingOn(tx, grant).or(() -> stale(grant, tx.now()));
        if (against.isPresent() || grant.bypassed()) {
            return against;
        }
        Deciders deciders = Deciders.about(tx, grant.terms().requester());
        return deciders.missing(grant).isEmpty()
                ? Optional.empty()
                : Optional.of("an approval does not hold any longer: who gave it may not decide now");
    }

    /**
     * Why a request is too old to be decided or opened, if it is: what was asked for then, and an approval of it, say nothing
     * about now. The clock withdraws such a request; until it comes round, nobody else may go on with it either.
     */
    static Optional<String> stale(Grant grant, Instant now) {
        Instant end = grant.requestedAt().plusSeconds(grant.terms().waitSeconds());
        return now.isBefore(end)
                ? Optional.empty()
                : Optional.of(grant.state() == GrantState.REQUESTED ? "nobody decided in time" : "not opened in time");
    }

    /** Why access that is open has to end although its time is not up, if there is a reason. */
    static Optional<String> againstGoingOn(Transaction tx, Grant grant) {
        if (Directory.find(tx, grant.terms().requester()).filter(Person::active).isEmpty()) {
            return Optional.of(grant.terms().requester() + " may not act any longer");
        }
        return incident(tx, grant.terms().incident()).status() == IncidentStatus.OPEN
                ? Optional.empty()
                : Optional.of(grant.terms().incident() + " is closed");
    }

    private static Incident incident(Transaction tx, IncidentId id) {
        return tx.state()
                .find(Incident.class, id.value())
                .orElseThrow(() -> new BreakwaterException(Code.POLICY_BROKEN, "the incident " + id + " is not there"))
                .value();
    }
}
