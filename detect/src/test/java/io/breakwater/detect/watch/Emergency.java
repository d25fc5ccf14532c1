package io.breakwater.detect.watch;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Approval;
import io.breakwater.model.ApprovalId;
import io.breakwater.model.Fact;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.TicketConfirmed;
import io.breakwater.model.IncidentFact.TicketRefuted;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import io.breakwater.model.TicketClaim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What access and response put on the record in an emergency, as far as the watch looks at it: state and fact together. */
record Emergency(MemoryJournal journal) {
    static final String TICKET = "CHG-7";
    private static final Actor ACTOR = Actor.system("test");
    private static final String HASH = "00".repeat(32);

    /** An incident with a ticket that nobody has confirmed. */
    IncidentId declared(int number, String at) {
        IncidentId id = new IncidentId("INC-2026-000" + number);
        Incident incident = new Incident(
                id,
                Watching.TEXT,
                new Severity(1),
                false,
                IncidentStatus.OPEN,
                Instant.parse(at),
                new PersonId("bob"),
                Map.of(IncidentRole.COMMANDER, List.of(new PersonId("bob"))),
                false,
                List.of(new TicketClaim(TICKET, TicketClaim.Status.CLAIMED)),
                Optional.empty());
        commit(
                tx -> tx.state().insert(id.value(), incident),
                new IncidentDeclared(id, Watching.TEXT, new Severity(1), false, new PersonId("bob")));
        return id;
    }

    /** Somebody asks for access to the account of these logs. */
    GrantId asked(int number, IncidentId incident, String who) {
        GrantTerms terms = terms(number, incident, who);
        Grant grant = grant(terms, Optional.empty(), Optional.empty());
        commit(
                tx -> tx.state().insert(terms.grant().value(), grant),
                new GrantRequested(incident, terms.grant(), terms, HASH));
        return terms.grant();
    }

    /** Somebody breaks the glass: an account of the grant's own for an hour, and nobody has approved it. */
    GrantId opened(int number, IncidentId incident, String who, String account, String from) {
        GrantTerms terms = terms(number, incident, who);
        Grant grant = grant(terms, Optional.of(account), Optional.of(Instant.parse(from)));
        commit(
                tx -> tx.state().insert(terms.grant().value(), grant),
                new GrantActivated(
                        incident,
                        terms.grant(),
                        new PersonId(who),
                        account,
                        grant.endsAt().orElseThrow()));
        return terms.grant();
    }

    /** Somebody else approves it, at that time. */
    void approved(GrantId id, String at) {
        Approval approval = new Approval(
                new ApprovalId("AP-0123456789"),
                new PersonId("carol"),
                Function.SECURITY_APPROVER,
                Approval.Decision.APPROVE,
                HASH,
                true,
                Optional.empty(),
                Instant.parse(at));
        Grant before = journal.read(
                tx -> tx.state().find(Grant.class, id.value()).orElseThrow().value());
        commit(
                tx -> {
                    Stored<Grant> stored =
                            tx.state().lock(Grant.class, id.value()).orElseThrow();
                    Grant was = stored.value();
                    return tx.state()
                            .update(stored, grant(was.terms(), was.account(), was.activatedAt(), List.of(approval)));
                },
                new ApprovalGiven(before.terms().incident(), id, approval));
    }

    void ticketConfirmed(IncidentId id) {
        ticket(
                id,
                TicketClaim.Status.CONFIRMED,
                new TicketConfirmed(id, TICKET, "desk", Watching.TEXT, new PersonId("bob")));
    }

    void ticketRefuted(IncidentId id) {
        ticket(
                id,
                TicketClaim.Status.REFUTED,
                new TicketRefuted(id, TICKET, "desk", Watching.TEXT, new PersonId("bob")));
    }

    private void ticket(IncidentId id, TicketClaim.Status status, Fact fact) {
        commit(
                tx -> {
                    Stored<Incident> stored =
                            tx.state().lock(Incident.class, id.value()).orElseThrow();
                    Incident was = stored.value();
                    return tx.state()
                            .update(
                                    stored,
                                    new Incident(
                                            id,
                                            was.title(),
                                            was.severity(),
                                            was.drill(),
                                            was.status(),
                                            was.declaredAt(),
                                            was.declaredBy(),
                                            was.roles(),
                                            was.personalData(),
                                            List.of(new TicketClaim(TICKET, status)),
                                            was.closedAt()));
                },
                fact);
    }

    private void commit(java.util.function.Function<Transaction, ?> change, Fact fact) {
        journal.transact(tx -> {
            change.apply(tx);
            return tx.append(ACTOR, fact);
        });
    }

    private static GrantTerms terms(int number, IncidentId incident, String who) {
        return new GrantTerms(
                new GrantId("GR-" + String.format("%010d", number)),
                incident,
                new PersonId(who),
                new TargetName("prod"),
                new RoleName("admin"),
                "aws",
                Map.of(),
                3_600,
                Watching.TEXT,
                Optional.of(TICKET),
                Map.of(),
                true,
                List.of(Function.SECURITY_APPROVER),
                259_200,
                3_600,
                HASH);
    }

    private static Grant grant(GrantTerms terms, Optional<String> account, Optional<Instant> from) {
        return grant(terms, account, from, List.of());
    }

    private static Grant grant(
            GrantTerms terms, Optional<String> account, Optional<Instant> from, List<Approval> approvals) {
        return new Grant(
                terms.grant(),
                HASH,
                terms,
                from.isPresent() ? GrantState.ACTIVE : GrantState.REQUESTED,
                Instant.parse("2026-07-01T09:30:00Z"),
                approvals,
                from.isPresent(),
                Optional.empty(),
                Optional.empty(),
                account,
                from,
                from.map(at -> at.plusSeconds(3_600)),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
