package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantState;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.response.readiness.AssessReadiness;
import io.breakwater.response.readiness.Readiness;
import io.breakwater.response.timeline.Facts;
import io.breakwater.response.timeline.Measures;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Closes an incident and scores the three audit blockers as they stand (R71).
 *
 * <p>What is owed does not keep an incident open; it keeps it from becoming audit-ready. Only access that somebody can
 * still end does: closing is refused while a grant is decided, being opened or open. Access that is ending already is
 * owed its proof, which a dead target may withhold for days; a request nobody decided about cannot be opened any more
 * in a closed incident.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code WRONG_STATE} (closed already, or grants have to be ended
 * first: the message names them).
 */
public final class CloseIncident {
    private static final int PAGE = 200;
    private static final Set<GrantState> TO_BE_ENDED_FIRST =
            EnumSet.of(GrantState.APPROVED, GrantState.BYPASSED, GrantState.INTENDED, GrantState.ACTIVE);

    private final Journal journal;

    public CloseIncident(Journal journal) {
        this.journal = journal;
    }

    /** The incident as closed, and what keeps it from being audit-ready. */
    public record Closing(Incident incident, Readiness readiness) {}

    /** Closes. */
    public Committed<Closing> close(Caller caller, IncidentId incident) {
        CaseFile.requireMay(journal, caller, Act.CLOSE, incident);
        Readiness before = new AssessReadiness(journal).asOfNow(incident);
        Measures measures = Measures.of(Facts.of(journal, incident).toList());
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.CLOSE, incident).requireOpen("close it");
            requireNothingOpen(tx, incident);
            measures.facts(incident).forEach(file::append);
            file.append(new IncidentClosed(incident, before.scores(), caller.person()));
            Incident closed = file.save(file.incident().withStatus(IncidentStatus.CLOSED, Optional.of(tx.now())));
            return new Closing(closed, before);
        });
    }

    private static void requireNothingOpen(Transaction tx, IncidentId incident) {
        String open = TO_BE_ENDED_FIRST.stream()
                .flatMap(state -> grants(tx, incident, state))
                .collect(Collectors.joining(", "));
        if (!open.isEmpty()) {
            throw new BreakwaterException(
                    Code.WRONG_STATE, "access is open or about to be: " + open + "; end it, then close " + incident);
        }
    }

    private static java.util.stream.Stream<String> grants(Transaction tx, IncidentId incident, GrantState state) {
        return tx
                .state()
                .list(Grant.class, Map.of("terms.incident", incident.value(), "state", state.name()), "", PAGE)
                .stream()
                .map(stored -> stored.id() + " (" + state + ")");
    }
}
