package io.breakwater.ledger;

/**
 * A reaction to facts, run once for each fact in the order of the log.
 *
 * <p>The facts and the state it changes through the transaction are committed together with its cursor: after a crash it
 * goes on where it was, and nothing is done twice in the journal. What it does in the outside world may be done twice.
 */
public interface Follower {
    /** The name under which the cursor is kept. It never changes. */
    String name();

    /** Reacts. If it throws, nothing remains, and the same fact comes again, after a pause that grows. */
    void follow(Transaction tx, Recorded fact);
}
