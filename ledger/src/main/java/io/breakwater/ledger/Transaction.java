package io.breakwater.ledger;

import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import java.time.Instant;

/** One database transaction: facts and the state they change, or nothing at all. Not to be kept or shared. */
public interface Transaction {
    /**
     * What the wall clock said when this run of the work began (UTC, microseconds). It stands still until the work is done.
     *
     * <p>It is told as it is: when the clock went back, it lies before facts that are on the record already. So nothing is
     * put in order by it. The order of facts is that of their numbers within an incident and of their positions in the log,
     * and both run on whatever the clock does. {@link #append} says which time a fact carries.
     */
    Instant now();

    /**
     * Puts a fact on the record. If it belongs to an incident's population it gets the next number there, which holds a
     * lock on that incident's counter until the transaction ends.
     *
     * <p>The fact is dated {@link #now}, but never before an earlier fact of the same incident: when the clock went back,
     * or another transaction that began later came first, it carries that fact's time. So an incident's numbers and times
     * run the same way, whatever the clock does; a clock that ran ahead leaves its time on them until it is caught up with.
     * A fact of no incident carries {@link #now} as it is. What was taken back, or only asked, dates nothing.
     */
    FactId append(Actor actor, Fact fact);

    /** Keeps text a person typed outside the tree. The text is to be clean already (see {@code Texts.clean}). */
    ContentRef keep(String text);

    /** Keeps bytes outside the tree. */
    ContentRef keep(String mediaType, byte[] bytes);

    /** Erases content and its salt for good. The caller appends the fact that says so. */
    void erase(String digest);

    /**
     * The last number of this incident's population; the next fact gets one more. In a transaction that may write this
     * holds the same lock on the incident's counter as {@link #append} does, so that the next number is this transaction's
     * own. In one that only reads it is what was committed.
     */
    long lastSequence(io.breakwater.model.IncidentId incident);

    /** The state beside the facts. */
    StateStore state();
}
