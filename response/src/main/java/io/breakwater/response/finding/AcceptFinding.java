package io.breakwater.response.finding;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Finding;
import io.breakwater.model.Finding.Acceptance;
import io.breakwater.model.FindingFact.FindingAcceptanceAsked;
import io.breakwater.model.FindingFact.FindingAcceptanceExpired;
import io.breakwater.model.FindingFact.FindingAccepted;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bears the risk of a finding for a time: one person asks, another human accepts, and time ends it.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code WRONG_STATE}, {@code MALFORMED_TEXT}, {@code
 * MALFORMED_REQUEST} (a time that is over or too far away), {@code APPROVAL_NOT_YOURS} (the one who asked).
 */
public final class AcceptFinding {
    /** For no longer than this is a risk borne without being looked at again. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Actor ACTOR = Actor.system("findings");
    private static final int PAGE = 500;

    private final Journal journal;

    public AcceptFinding(Journal journal) {
        this.journal = journal;
    }

    /** Asks for it; nothing is accepted yet, and the debt stays. Asking again replaces what was asked. */
    public Committed<Finding> ask(Caller caller, FindingId finding, String reason, Instant until) {
        return journal.transact(tx -> {
            FindingFile file =
                    FindingFile.open(tx, caller, FindingAct.ANSWER, finding).requireUnanswered();
            requireAhead(tx, until);
            if (file.finding().status() != FindingStatus.OPEN) {
                throw new BreakwaterException(
                        Code.WRONG_STATE, finding + " is " + file.finding().status() + "; nothing is owed for it");
            }
            ContentRef why = file.keep("the reason", reason);
            Acceptance asked = new Acceptance(caller.person(), until, why, Optional.empty());
            FindingAcceptanceAsked fact =
                    new FindingAcceptanceAsked(finding, file.incident(), why, until, caller.person());
            return file.save(fact, FindingStatus.OPEN, Optional.of(asked));
        });
    }

    /** Accepts what another human asked for. */
    public Committed<Finding> accept(Caller caller, FindingId finding) {
        return journal.transact(tx -> {
            FindingFile file = FindingFile.open(tx, caller, FindingAct.ACCEPT, finding);
            Acceptance asked = file.finding()
                    .acceptance()
                    .filter(acceptance -> file.finding().status() == FindingStatus.OPEN
                            && acceptance.approvedBy().isEmpty())
                    .orElseThrow(() -> new BreakwaterException(
                            Code.WRONG_STATE, "nobody has asked to accept " + finding + "; ask first"));
            file.requireAnotherHumanThan(asked.askedBy());
            requireAhead(tx, asked.until());
            FindingAccepted fact =
                    new FindingAccepted(finding, file.incident(), asked.until(), asked.askedBy(), caller.person());
            return file.save(
                    fact,
                    FindingStatus.ACCEPTED,
                    Optional.of(new Acceptance(
                            asked.askedBy(), asked.until(), asked.reason(), Optional.of(caller.person()))));
        });
    }

    private static void requireAhead(Transaction tx, Instant until) {
        if (!until.isAfter(tx.now()) || until.isAfter(tx.now().plus(LONGEST))) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST,
                    "a finding is accepted until a time within the next " + LONGEST.toDays() + " days, not until "
                            + until);
        }
    }

    /** Ends the acceptances whose time is over; each is owed again from then on. */
    public void expire(Instant now) {
        String after = "";
        List<Stored<Finding>> page;
        do {
            String from = after;
            page = journal.read(tx ->
                    tx.state().list(Finding.class, Map.of("status", FindingStatus.ACCEPTED.name()), from, PAGE));
            page.stream().filter(stored -> isOver(stored.value(), now)).forEach(this::end);
            after = page.isEmpty() ? "" : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
    }

    private static boolean isOver(Finding finding, Instant now) {
        return finding.status() == FindingStatus.ACCEPTED
                && finding.acceptance()
                        .filter(acceptance -> !acceptance.until().isAfter(now))
                        .isPresent();
    }

    private void end(Stored<Finding> seen) {
        journal.transact(tx -> {
            seen.value().incident().ifPresent(id -> tx.state().lock(Incident.class, id.value()));
            Optional<Stored<Finding>> locked =
                    tx.state().lock(Finding.class, seen.id()).filter(stored -> stored.version() == seen.version());
            locked.ifPresent(stored -> expire(tx, stored));
            return locked.isPresent();
        });
    }

    private static void expire(Transaction tx, Stored<Finding> stored) {
        Finding finding = stored.value();
        Acceptance over = finding.acceptance().orElseThrow();
        tx.append(ACTOR, new FindingAcceptanceExpired(finding.id(), finding.incident(), over.until()));
        tx.state().update(stored, finding.with(FindingStatus.OPEN, Optional.empty()));
    }
}
