package io.breakwater.evidence.pack;

import io.breakwater.model.DebtFact;
import io.breakwater.model.DebtFact.DebtBroughtForward;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtHandedOver;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtId;
import java.time.Instant;
import java.util.Optional;

/** One debt as the pack tells it. */
final class DebtLine {
    private final DebtId id;
    private Optional<DebtOpened> opened = Optional.empty();
    private Optional<DebtHandedOver> handedOver = Optional.empty();
    private Optional<DebtBroughtForward> broughtForward = Optional.empty();
    private Optional<Instant> missedAt = Optional.empty();
    private Optional<DebtClosed> closed = Optional.empty();
    private long firstSequence;
    private long lastSequence;
    private int escalations;

    DebtLine(DebtId id) {
        this.id = id;
    }

    void add(DebtFact fact, Instant time, long sequence) {
        firstSequence = firstSequence == 0 ? sequence : firstSequence;
        lastSequence = sequence;
        if (fact instanceof DebtOpened f) {
            opened = Optional.of(f);
        } else if (fact instanceof DebtHandedOver f) {
            handedOver = Optional.of(f);
        } else if (fact instanceof DebtBroughtForward f) {
            broughtForward = Optional.of(f);
        } else if (fact instanceof DebtMissed) {
            missedAt = Optional.of(time);
        } else if (fact instanceof DebtClosed f) {
            closed = Optional.of(f);
        } else if (fact instanceof DebtEscalated) {
            escalations++;
        }
    }

    DebtId id() {
        return id;
    }

    Optional<DebtOpened> opened() {
        return opened;
    }

    Optional<Instant> missedAt() {
        return missedAt;
    }

    Optional<DebtClosed> closed() {
        return closed;
    }

    long firstSequence() {
        return firstSequence;
    }

    /** The number of the last fact about it. */
    long lastSequence() {
        return lastSequence;
    }

    int escalations() {
        return escalations;
    }

    boolean owed() {
        return closed.isEmpty();
    }

    /** Whether its deadline passed, even if it was paid afterwards. */
    boolean missed() {
        return missedAt.isPresent() || closed.map(DebtClosed::late).orElse(false);
    }

    String title() {
        return opened.map(DebtOpened::title).orElse("a debt opened elsewhere");
    }

    String owner() {
        return handedOver
                .map(DebtHandedOver::after)
                .or(() -> opened.map(DebtOpened::owner))
                .orElse("unknown");
    }

    /** Until when it is owed, as was said last. */
    Optional<Instant> dueAt() {
        return broughtForward.map(DebtBroughtForward::dueAt).or(() -> opened.map(DebtOpened::dueAt));
    }
}
