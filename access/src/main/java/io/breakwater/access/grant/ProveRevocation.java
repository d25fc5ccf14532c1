package io.breakwater.access.grant;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.AccessProvider.Closing;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.AccessProvider.Probe;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Providers;
import io.breakwater.access.spi.Seal;
import io.breakwater.access.spi.Secret;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantEnded;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes the door of a grant that is ending, and tries the credential until it is refused.
 *
 * <p>One attempt: close, probe, record; before the first, use is looked for a last time. Without a proof the attempt is a
 * fact, and the next one is due after a pause that doubles up to {@link #LONGEST_PAUSE}; no number of attempts is the
 * last. Nobody's eligibility and no policy is asked again: what was opened is closed by the terms it was opened under.
 * Two attempts at once do no harm, since closing is idempotent and only the first to come back is recorded.
 */
public final class ProveRevocation {
    /** The longest time between two attempts. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 20;

    private final Journal journal;
    private final Doors doors;
    private final Seal seal;

    public ProveRevocation(Journal journal, Providers providers, Seal seal) {
        this.journal = journal;
        this.doors = new Doors(providers);
        this.seal = seal;
    }

    /**
     * Makes one attempt when the grant is ending, and returns the grant as it is afterwards.
     *
     * @throws BreakwaterException {@code NOT_FOUND}
     */
    public Grant attempt(Actor actor, GrantId id) {
        Pending pending = journal.read(tx -> pending(tx, id));
        if (pending.grant().state() != GrantState.ENDING) {
            return pending.grant();
        }
        boolean used = pending.grant().revocationAttempts() == 0 && ObserveUse.isUsed(doors, pending.grant());
        Attempt attempt = tryToClose(pending);
        return journal.transact(tx -> record(tx, actor, pending.grant(), used, attempt))
                .value();
    }

    private record Pending(Grant grant, Optional<SealedCredential> credential) {}

    private record Attempt(boolean proven, String answer, int sessionsEnded, String objectsReassignedTo) {
        static Attempt failed(String why) {
            return new Attempt(false, Said.cut(why), 0, "");
        }
    }

    private static Pending pending(Transaction tx, GrantId id) {
        Grant grant =
                tx.state().find(Grant.class, id.value()).map(Stored::value).orElseThrow(() -> OpenRecord.notFound(id));
        return new Pending(
                grant, tx.state().find(SealedCredential.class, id.value()).map(Stored::value));
    }

    private Attempt tryToClose(Pending pending) {
        Opening opening = Doors.opening(pending.grant());
        try {
            AccessProvider door = doors.of(pending.grant().terms());
            Closing closing = door.close(opening);
            return probe(door, opening, closing, pending.credential());
        } catch (ProviderException e) {
            return Attempt.failed(Said.by(e));
        }
    }

    private Attempt probe(AccessProvider door, Opening opening, Closing closing, Optional<SealedCredential> sealed) {
        String closed = "closed (" + closing.sessionsEnded() + " sessions ended), but ";
        if (sealed.isEmpty()) {
            return Attempt.failed(closed + "there is no credential left to try");
        }
        try (Secret secret = sealed.get().open(seal)) {
            Probe probe = door.probe(opening, secret);
            return probe.refused()
                    ? new Attempt(
                            true, Said.cut(probe.answer()), closing.sessionsEnded(), closing.objectsReassignedTo())
                    : Attempt.failed(closed + "not refused: " + probe.answer());
        } catch (ProviderException e) {
            return Attempt.failed(closed + "not tried: " + Said.by(e));
        } catch (BreakwaterException e) {
            return Attempt.failed(closed + "the credential to try cannot be unsealed: " + e.getMessage());
        }
    }

    private static Grant record(Transaction tx, Actor actor, Grant seen, boolean used, Attempt attempt) {
        OpenRecord record = OpenRecord.lock(tx, seen.id());
        if (used) {
            // True whoever else recorded an attempt meanwhile, who may have looked when the door was closed already.
            ObserveUse.record(record, tx.now());
        }
        Grant grant = record.grant();
        if (grant.state() != GrantState.ENDING || grant.revocationAttempts() != seen.revocationAttempts()) {
            // Somebody else recorded an attempt meanwhile, or the door opened late: what this one saw is outdated.
            return grant;
        }
        if (attempt.proven()) {
            record.append(actor, proof(grant, attempt, tx.now()));
            record.append(actor, new GrantEnded(grant.terms().incident(), grant.id()));
            tx.state().delete(SealedCredential.class, grant.id().value());
        } else {
            record.append(actor, unproven(grant, attempt, tx.now()));
        }
        return record.grant();
    }

    private static RevocationProven proof(Grant grant, Attempt attempt, Instant now) {
        long millis =
                Math.max(0, Duration.between(grant.endingAt().orElse(now), now).toMillis());
        return new RevocationProven(
                grant.terms().incident(),
                grant.id(),
                grant.account().orElseThrow(),
                attempt.answer(),
                attempt.sessionsEnded(),
                attempt.objectsReassignedTo(),
                millis);
    }

    private static RevocationUnproven unproven(Grant grant, Attempt attempt, Instant now) {
        int number = grant.revocationAttempts() + 1;
        return new RevocationUnproven(
                grant.terms().incident(), grant.id(), number, attempt.answer(), now.plus(pauseAfter(number)));
    }

    /** The pause after the attempt of this number, from 1: it doubles up to the longest. */
    static Duration pauseAfter(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
