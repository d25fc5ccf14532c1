package io.breakwater.access.grant;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What happens to grants because time passes: they end when their time is up, requests nobody decides are withdrawn,
 * openings that were cut off are ended, and ends that are not proven are tried again.
 *
 * <p>A wall clock that runs backwards lengthens no access: the time a grant has been seen open is measured by the
 * monotonic clock too, and whichever says first that it is over is believed.
 */
public final class AccessClock {
    /** How long an opening may take before it counts as cut off; longer than any provider's own limit. */
    public static final Duration OPENING_PATIENCE = Duration.ofMinutes(2);

    /** How long a decided grant may lie before the clock opens it, because who decided it went away. */
    public static final Duration UNOPENED_PATIENCE = Duration.ofSeconds(15);

    private static final Actor CLOCK = Actor.system("clock");

    private final Journal journal;
    private final OpenGrant open;
    private final ProveRevocation prove;
    private final LongSupplier monotonicNanos;
    private final Executor doors;
    private final Set<GrantId> underWay = ConcurrentHashMap.newKeySet();
    private final Map<GrantId, Long> openSinceNanos = new HashMap<>();

    /**
     * The clock.
     *
     * @param monotonicNanos as {@link System#nanoTime}
     * @param doors what asks targets: one that hangs must not keep the others waiting
     */
    public AccessClock(
            Journal journal, OpenGrant open, ProveRevocation prove, LongSupplier monotonicNanos, Executor doors) {
        this.journal = journal;
        this.open = open;
        this.prove = prove;
        this.monotonicNanos = monotonicNanos;
        this.doors = doors;
    }

    /**
     * One tick; about one a second is meant. What fails for one grant keeps none of the others from its turn.
     *
     * @throws BreakwaterException the first failure, after all had their turn
     */
    public synchronized void tick() {
        Failures failures = new Failures();
        for (GrantState waiting : List.of(GrantState.REQUESTED, GrantState.APPROVED, GrantState.BYPASSED)) {
            Grants.inState(journal, waiting).forEach(g -> failures.of(() -> change(g, this::withdrawStale)));
        }
        Grants.inState(journal, GrantState.INTENDED).forEach(g -> failures.of(() -> change(g, this::endCutOff)));
        List<Grant> active = Grants.inState(journal, GrantState.ACTIVE);
        remember(active);
        active.forEach(g -> failures.of(() -> change(g, this::endInTime)));
        Instant now = journal.read(Transaction::now);
        for (GrantState decided : List.of(GrantState.APPROVED, GrantState.BYPASSED)) {
            Grants.inState(journal, decided).stream()
                    .filter(g -> isPast(now, decidedAt(g), UNOPENED_PATIENCE))
                    .forEach(g -> atTheDoor(g.id(), () -> open.open(CLOCK, g.id()), failures));
        }
        Grants.inState(journal, GrantState.ENDING).stream()
                .filter(g -> isDue(now, g.nextRevocationAt().orElse(now)))
                .forEach(g -> atTheDoor(g.id(), () -> prove.attempt(CLOCK, g.id()), failures));
        failures.throwFirst();
    }

    /**
     * Ends at once what a server that is gone had begun to open. Only for a start that knows of no other server: what
     * somebody else is opening at this moment would be ended too.
     *
     * @throws BreakwaterException the first failure, after all had their turn
     */
    public synchronized void endInterrupted() {
        Failures failures = new Failures();
        Grants.inState(journal, GrantState.INTENDED)
                .forEach(g -> failures.of(() -> change(g, (tx, record) -> endUnknown(record))));
        failures.throwFirst();
    }

    /** The first of several failures. */
    private static final class Failures {
        private Optional<BreakwaterException> first = Optional.empty();

        void of(Runnable work) {
            try {
                work.run();
            } catch (BreakwaterException e) {
                first = first.or(() -> Optional.of(e));
            }
        }

        void throwFirst() {
            first.ifPresent(e -> {
                throw e;
            });
        }
    }

    private void atTheDoor(GrantId id, Runnable work, Failures failures) {
        if (underWay.add(id)) {
            doors.execute(() -> {
                try {
                    failures.of(work);
                } finally {
                    underWay.remove(id);
                }
            });
        }
    }

    private void change(Grant seen, BiFunction<Transaction, OpenRecord, Grant> change) {
        journal.transact(tx -> {
            OpenRecord record = OpenRecord.lock(tx, seen.id());
            return record.grant().state() == seen.state() ? change.apply(tx, record) : record.grant();
        });
    }

    private Grant withdrawStale(Transaction tx, OpenRecord record) {
        Grant grant = record.grant();
        Conditions.stale(grant, tx.now())
                .ifPresent(why ->
                        record.append(CLOCK, new GrantWithdrawn(grant.terms().incident(), grant.id(), why)));
        return record.grant();
    }

    private Grant endCutOff(Transaction tx, OpenRecord record) {
        Grant grant = record.grant();
        Instant intendedAt = grant.endsAt().orElseThrow().minus(grant.duration());
        if (Duration.between(intendedAt, tx.now()).abs().compareTo(OPENING_PATIENCE) >= 0) {
            return endUnknown(record);
        }
        return grant;
    }

    private static Grant endUnknown(OpenRecord record) {
        Grant cutOff = record.grant();
        record.append(CLOCK, OpenGrant.failure(cutOff, false, "nobody knows how the opening went: it was cut off"));
        return record.grant();
    }

    private Grant endInTime(Transaction tx, OpenRecord record) {
        Grant grant = record.grant();
        Optional<EndReason> why = isOver(grant, tx.now())
                ? Optional.of(EndReason.EXPIRED)
                : Conditions.againstGoingOn(tx, grant).map(reason -> EndReason.ORDERED);
        why.ifPresent(reason ->
                record.append(CLOCK, new GrantEnding(grant.terms().incident(), grant.id(), reason, CLOCK.name())));
        return record.grant();
    }

    private boolean isOver(Grant grant, Instant now) {
        long openNanos = monotonicNanos.getAsLong() - openSinceNanos.getOrDefault(grant.id(), 0L);
        boolean seenOpenLongEnough = openSinceNanos.containsKey(grant.id())
                && openNanos >= grant.duration().toNanos();
        return seenOpenLongEnough || !now.isBefore(grant.endsAt().orElseThrow());
    }

    private void remember(List<Grant> active) {
        long now = monotonicNanos.getAsLong();
        openSinceNanos.keySet().retainAll(active.stream().map(Grant::id).collect(Collectors.toSet()));
        active.forEach(grant -> openSinceNanos.putIfAbsent(grant.id(), now));
    }

    /** A next time further off than the longest pause was set by a clock that has jumped back since. */
    private static boolean isDue(Instant now, Instant next) {
        return !now.isBefore(next) || Duration.between(now, next).compareTo(ProveRevocation.LONGEST_PAUSE) > 0;
    }

    private static boolean isPast(Instant now, Instant since, Duration patience) {
        return !now.isBefore(since.plus(patience));
    }

    private static Instant decidedAt(Grant grant) {
        return grant.approvals().stream()
                .map(approval -> approval.at())
                .max(Instant::compareTo)
                .orElse(grant.requestedAt());
    }
}
