package io.breakwater.server;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * Counts of what is open and owed, read from the state at most once a second however often they are asked for, and
 * unknown (NaN) while the database is away.
 */
final class Gauges {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final double MILLIS = 1000;

    private final Ledger ledger;
    private final Journal journal;
    private final InstantSource clock;
    private Optional<Counts> last = Optional.empty();
    private Instant readAt = Instant.EPOCH;

    private record Counts(
            double openGrants, double unproven, double waiting, double owed, double missed, double found) {}

    Gauges(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.journal = ledger.journal();
        this.clock = clock;
    }

    void register(Meters meters) {
        ofTheLedger(meters);
        gauge(meters, "breakwater.grants.open", "grants that may be open at a target", Counts::openGrants);
        gauge(meters, "breakwater.grants.unproven", "grants whose end is not proven yet", Counts::unproven);
        gauge(meters, "breakwater.grants.waiting", "requests that wait for a decision", Counts::waiting);
        gauge(meters, "breakwater.debts.owed", "debts owed and in time", Counts::owed);
        gauge(meters, "breakwater.debts.missed", "debts owed and past their deadline", Counts::missed);
        gauge(meters, "breakwater.findings.open", "findings that nobody has answered", Counts::found);
    }

    private void ofTheLedger(Meters meters) {
        meters.gauge("breakwater.facts", "facts with a position", () -> orNaN(ledger.integratedSize()));
        meters.gauge("breakwater.facts.unintegrated", "facts without a position", () -> orNaN(ledger.unintegrated()));
        meters.gauge("breakwater.facts.unpublished", "facts with a position that no checkpoint covers", this::lag);
        meters.gauge("breakwater.checkpoint.age.seconds", "since the last checkpoint was published", this::age);
        meters.gauge(
                "breakwater.ledger.rolled.back",
                "1 while nothing is signed because of a rollback",
                () -> ledger.status().rolledBack().isPresent() ? 1 : 0);
        meters.gauge(
                "breakwater.pen.held",
                "1 at the server that integrates and signs",
                () -> ledger.status().holdsPen() ? 1 : 0);
    }

    private double lag() {
        return ledger.head()
                .map(head -> orNaN(ledger.integratedSize()) - head.checkpoint().size())
                .orElse(Double.NaN);
    }

    private double age() {
        return ledger.head()
                .map(head ->
                        Duration.between(head.publishedAt(), clock.instant()).toMillis() / MILLIS)
                .orElse(Double.NaN);
    }

    private static double orNaN(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : Double.NaN;
    }

    private void gauge(Meters meters, String name, String meaning, ToDoubleFunction<Counts> which) {
        meters.gauge(name, meaning, () -> counts().map(which::applyAsDouble).orElse(Double.NaN));
    }

    /** Grants whose end is not proven, when that can be told. */
    Optional<Long> unproven() {
        return counts().map(counts -> (long) counts.unproven());
    }

    private synchronized Optional<Counts> counts() {
        Instant now = clock.instant();
        if (Duration.between(readAt, now).abs().compareTo(FRESH) >= 0) {
            readAt = now;
            last = read();
        }
        return last;
    }

    private Optional<Counts> read() {
        try {
            return Optional.of(journal.read(tx -> new Counts(
                    grants(tx, GrantState.INTENDED) + grants(tx, GrantState.ACTIVE) + grants(tx, GrantState.ENDING),
                    grants(tx, GrantState.ENDING),
                    grants(tx, GrantState.REQUESTED),
                    debts(tx, DebtStatus.OPEN),
                    debts(tx, DebtStatus.MISSED),
                    tx.state().count(Finding.class, Map.of("status", FindingStatus.OPEN.name())))));
        } catch (BreakwaterException e) {
            return Optional.empty();
        }
    }

    private static long grants(Transaction tx, GrantState state) {
        return tx.state().count(Grant.class, Map.of("state", state.name()));
    }

    private static long debts(Transaction tx, DebtStatus status) {
        return tx.state().count(Debt.class, Map.of("status", status.name()));
    }
}
