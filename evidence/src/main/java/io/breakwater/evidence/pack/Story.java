package io.breakwater.evidence.pack;

import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.ContentRef;
import io.breakwater.model.DebtFact;
import io.breakwater.model.DebtId;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.FindingFact;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.FindingId;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentFact.EvidenceAttached;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.IncidentAuditReady;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.IncidentReopened;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentFact.IncidentSeverityChanged;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentFact.PackSealed;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketConfirmed;
import io.breakwater.model.IncidentFact.TicketRefuted;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.Severity;
import io.breakwater.model.TicketClaim;
import io.breakwater.model.page.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An incident as its facts tell it, folded from the first to the last. Keeps what a page shows and not the facts
 * themselves, so its size goes with grants, debts and content.
 */
final class Story {
    /** How many facts of one type are named as examples where all are too many. */
    static final int EXAMPLES = 12;

    /** Facts of one type: how many, and the numbers of the first few. */
    record Seen(long count, List<Long> first) {}

    /** What was measured. */
    record Measure(String name, long value, String unit, long sequence) {}

    /** A file that became evidence. */
    record Attachment(String name, String kind, ContentRef content, long sequence) {}

    private final IncidentId incident;
    private final FactScan scan = new FactScan(this::content);
    private final SortedMap<String, ContentRef> contents = new TreeMap<>();
    private final Set<String> erased = new HashSet<>();
    private final SortedMap<String, Seen> seen = new TreeMap<>();
    private final SortedMap<String, Long> actors = new TreeMap<>();
    private final List<Instant> times = new ArrayList<>();
    private final Map<GrantId, GrantLine> grants = new LinkedHashMap<>();
    private final Map<DebtId, DebtLine> debts = new LinkedHashMap<>();
    private final Map<FindingId, FindingLine> findings = new LinkedHashMap<>();
    private final Map<String, TicketClaim.Status> tickets = new TreeMap<>();
    private final Map<FactId, List<Long>> amendments = new LinkedHashMap<>();
    private final List<Measure> measures = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final SortedMap<String, List<String>> roles = new TreeMap<>();
    private Optional<IncidentDeclared> declared = Optional.empty();
    private Optional<LogCoverageTaken> logs = Optional.empty();
    private Optional<Severity> severity = Optional.empty();
    private Optional<Instant> closedAt = Optional.empty();
    private Optional<Instant> auditReadyAt = Optional.empty();
    private Map<String, Boolean> blockers = Map.of();
    private Optional<Envelope> first = Optional.empty();
    private Optional<Envelope> last = Optional.empty();

    Story(IncidentId incident) {
        this.incident = incident;
    }

    /** Takes the next fact. */
    void add(Recorded recorded) {
        Envelope envelope = recorded.envelope();
        scan.read(recorded.leaf(), 0, recorded.leaf().length);
        first = first.or(() -> Optional.of(envelope));
        last = Optional.of(envelope);
        long sequence = envelope.sequence().orElse(0);
        count(envelope.type(), sequence);
        times.add(envelope.time());
        actors.merge(envelope.actor().name(), 1L, Long::sum);
        Fact fact = envelope.fact();
        if (fact instanceof GrantFact grant) {
            grants.computeIfAbsent(grant.grant(), GrantLine::new).add(grant, envelope.time(), sequence);
        } else if (fact instanceof DebtFact debt) {
            debts.computeIfAbsent(debt.debt(), DebtLine::new).add(debt, envelope.time(), sequence);
        } else if (fact instanceof FindingFact.AboutOne finding) {
            findings.computeIfAbsent(finding.finding(), FindingLine::new).add(finding, sequence);
        } else {
            addOther(fact, envelope.time(), sequence);
        }
    }

    private void count(String type, long sequence) {
        Seen before = seen.getOrDefault(type, new Seen(0, List.of()));
        List<Long> examples = before.first();
        if (examples.size() < EXAMPLES) {
            examples = new ArrayList<>(examples);
            examples.add(sequence);
        }
        seen.put(type, new Seen(before.count() + 1, examples));
    }

    private void addOther(Fact fact, Instant time, long sequence) {
        if (fact instanceof IncidentDeclared f) {
            declared = Optional.of(f);
            severity = Optional.of(f.severity());
        } else if (fact instanceof LogCoverageTaken f) {
            logs = Optional.of(f);
        } else if (fact instanceof IncidentSeverityChanged f) {
            severity = Optional.of(f.after());
        } else if (fact instanceof IncidentRoleAssigned f) {
            roles.computeIfAbsent(f.role().name(), none -> new ArrayList<>())
                    .add(f.person().value());
        } else if (fact instanceof IncidentClosed f) {
            closedAt = Optional.of(time);
            blockers = f.blockers();
        } else if (fact instanceof IncidentReopened) {
            closedAt = Optional.empty();
            auditReadyAt = Optional.empty();
        } else if (fact instanceof IncidentAuditReady) {
            auditReadyAt = Optional.of(time);
        } else {
            addBeside(fact, sequence);
        }
    }

    private void addBeside(Fact fact, long sequence) {
        if (fact instanceof TicketClaimed f) {
            tickets.putIfAbsent(f.ticket(), TicketClaim.Status.CLAIMED);
        } else if (fact instanceof TicketConfirmed f) {
            tickets.put(f.ticket(), TicketClaim.Status.CONFIRMED);
        } else if (fact instanceof TicketRefuted f) {
            tickets.put(f.ticket(), TicketClaim.Status.REFUTED);
        } else if (fact instanceof FactAmended f) {
            amendments.computeIfAbsent(f.original(), none -> new ArrayList<>()).add(sequence);
        } else if (fact instanceof EvidenceAttached f) {
            attachments.add(new Attachment(f.name(), f.kind(), f.content(), sequence));
        } else if (fact instanceof ContentErased f) {
            erased.add(f.digest());
        } else if (fact instanceof MeasureTaken f) {
            measures.add(new Measure(f.name(), f.value(), f.unit(), sequence));
        }
    }

    private void content(String digest, String mediaType, long sizeBytes) {
        contents.putIfAbsent(digest, new ContentRef(digest, mediaType, sizeBytes));
    }

    IncidentId incident() {
        return incident;
    }

    /** All content that facts are bound to, by digest. */
    SortedMap<String, ContentRef> contents() {
        return contents;
    }

    Set<String> erased() {
        return erased;
    }

    /** Facts by CloudEvents type. */
    SortedMap<String, Seen> seen() {
        return seen;
    }

    SortedMap<String, Long> countsByType() {
        SortedMap<String, Long> counts = new TreeMap<>();
        seen.forEach((type, facts) -> counts.put(type, facts.count()));
        return counts;
    }

    /** The time of each fact, in order. */
    List<Instant> times() {
        return times;
    }

    /** How often each actor acted. */
    SortedMap<String, Long> actors() {
        return actors;
    }

    List<GrantLine> grants() {
        return List.copyOf(grants.values());
    }

    List<DebtLine> debts() {
        return List.copyOf(debts.values());
    }

    /** What was found in the logs, in the order it went on the record. */
    List<FindingLine> findings() {
        return List.copyOf(findings.values());
    }

    Map<String, TicketClaim.Status> tickets() {
        return tickets;
    }

    /** Numbers of the amendments of a fact. */
    List<Long> amendmentsOf(FactId fact) {
        return amendments.getOrDefault(fact, List.of());
    }

    List<Measure> measures() {
        return measures;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    List<String> inRole(IncidentRole role) {
        return roles.getOrDefault(role.name(), List.of()).stream().distinct().toList();
    }

    Optional<IncidentDeclared> declared() {
        return declared;
    }

    Optional<Severity> severity() {
        return severity;
    }

    /** What the logs of the incident's time show, as it was said last; empty when no logs are watched. */
    Optional<LogCoverageTaken> logs() {
        return logs;
    }

    Optional<Instant> closedAt() {
        return closedAt;
    }

    Optional<Instant> auditReadyAt() {
        return auditReadyAt;
    }

    /** The audit blockers as they were scored when the incident was last closed. */
    Map<String, Boolean> blockers() {
        return new TreeMap<>(blockers);
    }

    Instant begin() {
        return first.map(Envelope::time).orElse(Instant.EPOCH);
    }

    Instant end() {
        return last.map(Envelope::time).orElse(Instant.EPOCH);
    }

    String firstTime() {
        return Times.exact(begin());
    }

    String lastTime() {
        return Times.exact(end());
    }

    /** The id of the last fact. */
    String closedBy() {
        return last.map(envelope -> envelope.id().value()).orElse("");
    }

    /** Who had the pack made. */
    String sealedBy() {
        return last.filter(envelope -> envelope.fact() instanceof PackSealed)
                .map(envelope -> envelope.actor().name())
                .orElse("");
    }
}
