package io.breakwater.ledger;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ordered, append-only list of facts, and the one door through which they come in.
 *
 * <p>What is guaranteed when {@link #transact} returns: the facts and the state changes are durable together, and the
 * receipts name them. What is not: their position in the log. Positions are given afterwards, by one integrator, and
 * {@link #awaitCovered} waits for the signed checkpoint that covers them.
 */
public interface Journal {
    /**
     * Runs the work in one database transaction (isolation: read committed; lock what you decide on) and makes it
     * durable. If the work throws, nothing remains: no fact, no state, no content, no number.
     *
     * <p>The work may run more than once when the database asks for it (serialisation failure, deadlock), so it must
     * have no effect outside the transaction.
     *
     * @throws io.breakwater.model.BreakwaterException {@code JOURNAL_UNAVAILABLE} when the database cannot be reached or
     *     the outcome of the commit is not known; {@code STORAGE_FULL}; {@code TOO_LARGE} for a fact of over 65,535 bytes
     */
    <T> Committed<T> transact(Function<Transaction, T> work);

    /** Reads state and facts in one snapshot, without changing anything; {@code append} and {@code keep} refuse. */
    <T> T read(Function<Transaction, T> work);

    /** One fact, by name. */
    Optional<Recorded> fact(FactId id);

    /** The numbered facts of one incident, from the number after {@code afterSequence}, in order; at most {@code limit}. */
    List<Recorded> factsOf(IncidentId incident, long afterSequence, int limit);

    /** The facts of the whole house in the order of the log, from {@code fromPosition}; only those with a position. */
    List<Recorded> factsFrom(long fromPosition, int limit);

    /** Content kept outside the tree, checked against its hash; empty when it was erased. */
    Optional<Content> content(ContentRef ref);

    /**
     * Waits until a signed checkpoint covers the fact.
     *
     * @return the checkpoint as a signed note (C2SP tlog-checkpoint)
     * @throws io.breakwater.model.BreakwaterException {@code JOURNAL_UNAVAILABLE} after {@code timeoutMillis}
     */
    String awaitCovered(FactId fact, long timeoutMillis);

    /** Content and the salt of its hash. */
    record Content(ContentRef ref, byte[] salt, byte[] bytes) {
        /** How long a salt is. */
        public static final int SALT_BYTES = 32;

        /** Content bound by the hash of its salt and its bytes. */
        public static Content of(String mediaType, byte[] salt, byte[] bytes) {
            return new Content(new ContentRef(digest(salt, bytes), mediaType, bytes.length), salt, bytes);
        }

        /**
         * Refuses content that is not what its reference says.
         *
         * @throws BreakwaterException {@code INTERNAL}: what is stored was altered or damaged
         */
        public void verify() {
            if (bytes.length != ref.sizeBytes() || !digest(salt, bytes).equals(ref.digest())) {
                throw new BreakwaterException(
                        Code.INTERNAL, "the content " + ref.digest() + " is not what its hash says: it was altered");
            }
        }

        private static String digest(byte[] salt, byte[] bytes) {
            return Hashes.hex(Hashes.sha256(salt, bytes));
        }
    }

    /** What the work returned, and the receipts of its facts in the order they were appended. */
    record Committed<T>(T value, List<Receipt> receipts) {}
}
