package io.breakwater.response.debt;

import io.breakwater.model.ControlId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of debt: what opens it, until when it is owed, by whom, and what pays it.
 *
 * @param opens facts that open it
 * @param several whether an opening fact opens another debt while one of the same key is owed; otherwise it is the same
 *     debt
 * @param subject a field of the opening fact, or {@code requester}
 * @param owner {@code requester}, {@code commander}, {@code function:…} or {@code system:…}
 * @param drills whether drills open it too
 * @param sooner facts after which it is owed sooner than it was said to be; none makes it owed later
 * @param closes facts that pay it
 * @param consequence what follows from not paying, in words
 */
public record DebtRule(
        String id,
        String title,
        List<Opening> opens,
        boolean several,
        Optional<String> subject,
        String owner,
        List<ControlId> controls,
        boolean drills,
        List<Opening> sooner,
        List<Closing> closes,
        List<Escalation> escalations,
        Optional<String> consequence) {

    /** Whether the same opens it, and pays it, and until when; it may be due sooner after more facts. */
    boolean worksLike(DebtRule other) {
        return opens.equals(other.opens)
                && several == other.several
                && drills == other.drills
                && closes.equals(other.closes)
                && sooner.containsAll(other.sooner);
    }

    /**
     * A type of fact that opens the debt, or makes it due sooner.
     *
     * @param where what its fields must hold
     * @param key the fields that name the debt among those of its rule
     * @param debtor the field with the person who may not pay it alone by explaining it
     */
    public record Opening(
            String fact, Map<String, Condition> where, List<String> key, Deadline due, Optional<String> debtor) {}

    /**
     * A type of fact that pays the debt.
     *
     * @param key its fields that hold what the opening fact's key held
     * @param openingFact instead of the key: its field that names the opening fact
     * @param byAnotherHuman its field with the person who must be another human than the debtor; when that cannot be
     *     established, the fact pays nothing
     */
    public record Closing(
            String fact,
            Map<String, Condition> where,
            List<String> key,
            Optional<String> openingFact,
            Optional<String> byAnotherHuman) {}

    /**
     * What a field must hold.
     *
     * @param equalTo the value, as text
     * @param present if there is no value: whether the field is to be there
     */
    public record Condition(Optional<String> equalTo, boolean present) {
        boolean holds(Optional<String> value) {
            return equalTo.isPresent() ? equalTo.equals(value) : value.isPresent() == present;
        }
    }

    /**
     * Until when it is owed.
     *
     * @param field the field of the opening fact with the time to count from; otherwise the fact's own time
     */
    public record Deadline(Optional<String> field, Duration after, Optional<WorkingDays> calendar) {
        Instant from(Instant start) {
            return calendar.map(days -> days.after(start, after.toDays())).orElseGet(() -> start.plus(after));
        }
    }

    /**
     * A step taken while the debt is owed.
     *
     * @param percent of the time between opening and deadline
     * @param after beyond that
     * @param to {@code owner}, {@code commander}, {@code function:…}
     */
    public record Escalation(int percent, Duration after, String to) {
        private static final int WHOLE = 100;

        Instant at(Instant openedAt, Instant dueAt) {
            Duration time = Duration.between(openedAt, dueAt);
            // Never before the opening: a debt may be overdue when it is opened.
            Duration part = time.isNegative()
                    ? Duration.ZERO
                    : time.multipliedBy(percent).dividedBy(WHOLE);
            return (percent == WHOLE ? dueAt : openedAt.plus(part)).plus(after);
        }
    }
}
