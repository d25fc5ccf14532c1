package io.breakwater.response.readiness;

import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentAuditReady;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import java.util.List;
import java.util.Optional;

/**
 * Follows an incident's facts, and marks the incident audit-ready when nothing is owed and no blocker is left.
 *
 * <p>It decides only at the last fact of an incident, so that no debt is overlooked that a fact already on the record is
 * about to open. Called for each fact after its debts were opened and closed, in the same transaction.
 */
public final class MarkAuditReady {
    private static final Actor ACTOR = Actor.system("readiness");

    /** Takes one fact in. */
    public void after(Transaction tx, Recorded fact) {
        fact.envelope().incident().ifPresent(incident -> after(tx, fact, incident));
    }

    private static void after(Transaction tx, Recorded fact, IncidentId incident) {
        Optional<Stored<Dossier>> stored = tx.state().lock(Dossier.class, incident.value());
        Dossier before = stored.map(Stored::value).orElse(Dossier.empty());
        Dossier now = before.with(fact);
        if (stored.isEmpty()) {
            tx.state().insert(incident.value(), now);
        } else if (!now.equals(before)) {
            tx.state().update(stored.get(), now);
        }
        if (now.completeTo(tx.lastSequence(incident))) {
            decide(tx, incident, now);
        }
    }

    private static void decide(Transaction tx, IncidentId id, Dossier dossier) {
        Optional<Stored<Incident>> incident = tx.state().lock(Incident.class, id.value());
        boolean ready = incident.isPresent()
                && incident.get().value().status() == IncidentStatus.CLOSED
                && Scoring.of(dossier, List.of()).stream().noneMatch(Blocker::blocks)
                && OwedDebts.none(tx, id)
                && dossier.completeTo(tx.lastSequence(id));
        if (ready) {
            Incident closed = incident.get().value();
            tx.append(ACTOR, new IncidentAuditReady(id));
            tx.state().update(incident.get(), closed.withStatus(IncidentStatus.AUDIT_READY, closed.closedAt()));
        }
    }
}
