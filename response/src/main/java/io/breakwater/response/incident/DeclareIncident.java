package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketQueued;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import io.breakwater.model.Texts;
import io.breakwater.model.TicketClaim;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Declares an emergency, or a drill of one: the same path, marked.
 *
 * <p>Numbers have no holes: the number is taken in the transaction that declares. The declarer commands the incident
 * until somebody else is made commander. A change ticket is queued, never waited for: the desk may be down (R51).
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code MALFORMED_TEXT} (title), {@code MALFORMED_NAME} (ticket).
 */
public final class DeclareIncident {
    /** Longest title, in UTF-16 units. */
    public static final int MAX_TITLE = 200;

    private final Journal journal;

    public DeclareIncident(Journal journal) {
        this.journal = journal;
    }

    /**
     * What is declared.
     *
     * @param personalData whether personal data is known to be involved from the start
     * @param ticket a ticket that exists already, if any; a claim like any other
     */
    public record Declaration(
            String title, Severity severity, boolean drill, boolean personalData, Optional<String> ticket) {}

    /** Declares. */
    public Committed<Incident> declare(Caller caller, Declaration declaration) {
        try {
            return journal.transact(tx -> declare(tx, caller, declaration));
        } catch (BreakwaterException e) {
            if (e.code() != Code.CONFLICT) {
                throw e;
            }
            // The year's first two declarations came at once, and both founded its counter. Now it is there.
            return journal.transact(tx -> declare(tx, caller, declaration));
        }
    }

    private static Incident declare(Transaction tx, Caller caller, Declaration declaration) {
        CaseFile.require(tx, caller, Act.DECLARE);
        String title = Texts.clean("the title", declaration.title(), MAX_TITLE);
        Optional<String> ticket = declaration.ticket().map(Names::ticket);
        IncidentId id = nextId(tx);
        Incident incident = incident(tx, id, tx.keep(title), caller.person(), declaration, ticket);
        tx.state().insert(id.value(), incident);
        record(tx, caller, incident);
        return incident;
    }

    private static Incident incident(
            Transaction tx,
            IncidentId id,
            ContentRef title,
            PersonId by,
            Declaration declaration,
            Optional<String> ticket) {
        return new Incident(
                id,
                title,
                declaration.severity(),
                declaration.drill(),
                IncidentStatus.OPEN,
                tx.now(),
                by,
                Map.of(IncidentRole.COMMANDER, List.of(by)),
                declaration.personalData(),
                ticket.map(reference -> new TicketClaim(reference, TicketClaim.Status.CLAIMED)).stream()
                        .toList(),
                Optional.empty());
    }

    private static void record(Transaction tx, Caller caller, Incident incident) {
        PersonId by = caller.person();
        IncidentId id = incident.id();
        tx.append(
                caller.actor(), new IncidentDeclared(id, incident.title(), incident.severity(), incident.drill(), by));
        tx.append(caller.actor(), new IncidentRoleAssigned(id, IncidentRole.COMMANDER, by, by));
        tx.append(caller.actor(), new TicketQueued(id, "change:" + id));
        incident.tickets()
                .forEach(ticket ->
                        tx.append(caller.actor(), new TicketClaimed(id, ticket.reference(), Optional.empty(), by)));
        if (incident.personalData()) {
            ContentRef scope = tx.keep("Known when the incident was declared.");
            tx.append(caller.actor(), new PersonalDataInvolved(id, tx.now(), scope, false, by));
        }
    }

    private static IncidentId nextId(Transaction tx) {
        String year = String.valueOf(tx.now().atOffset(ZoneOffset.UTC).getYear());
        Optional<Stored<IncidentCounter>> counter = tx.state().lock(IncidentCounter.class, year);
        int number = counter.map(stored -> stored.value().last() + 1).orElse(1);
        if (counter.isPresent()) {
            tx.state().update(counter.get(), new IncidentCounter(number));
        } else {
            tx.state().insert(year, new IncidentCounter(number));
        }
        return new IncidentId(String.format(Locale.ROOT, "INC-%s-%04d", year, number));
    }

    /** The last number given in a year. */
    record IncidentCounter(int last) {}
}
