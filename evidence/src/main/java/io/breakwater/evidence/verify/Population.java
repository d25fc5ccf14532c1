package io.breakwater.evidence.verify;

import io.breakwater.evidence.pack.FactScan;
import io.breakwater.evidence.pack.FactScan.Attribute;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Fact;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentFact.PackSealed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a pack as they go by: each canonical, all of one incident, numbered from 1 without holes, closed by a
 * {@code PackSealed} that states its own number. One thread adds, another may wait for leaf hashes.
 */
final class Population {
    private static final byte LEAF = 0;
    private static final byte[] SPECVERSION = "1.0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEALED = type(PackSealed.class);
    private static final byte[] ERASED = type(ContentErased.class);
    private static final int FIRST_CAPACITY = 1024;

    private final int most;
    private final byte[] incident;
    private final byte[] origin;
    private final FactScan scan = new FactScan(this::content);
    private final MessageDigest sha256 = Hashes.newSha256();
    private final Map<String, Long> contents = new HashMap<>();
    private final Set<String> erased = new HashSet<>();
    private final Map<String, Long> countsByType = new TreeMap<>();
    private byte[] leaves = new byte[FIRST_CAPACITY * Hash.SIZE];
    private long facts;
    private boolean complete;
    private @Nullable VerificationException numbering;
    private @Nullable PackSealed closing;
    private Instant sealedAt = Instant.EPOCH;

    /** A population that has to be this incident's, in the log of this name, with at most so many facts. */
    Population(String incident, String origin, int most) {
        this.most = most;
        this.incident = incident.getBytes(StandardCharsets.UTF_8);
        this.origin = origin.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes the next fact.
     *
     * @throws VerificationException {@code FACT_ALTERED}, {@code OTHER_INCIDENT}, {@code UNREADABLE}
     */
    void add(byte[] bytes, int start, int length) {
        long number = facts + 1;
        if (number > most) {
            throw Refusals.unreadable("The pack holds more than the " + most + " facts it may have.");
        }
        try {
            scan.read(bytes, start, length);
        } catch (FactScan.NotCanonical e) {
            throw refuse(Kind.FACT_ALTERED, number, "is not in its canonical form: " + e.getMessage());
        }
        requireAttributes(number);
        String type = scan.text(Attribute.TYPE);
        countsByType.merge(type, 1L, Long::sum);
        closing = null;
        if (scan.is(Attribute.TYPE, SEALED) || scan.is(Attribute.TYPE, ERASED)) {
            look(number, Arrays.copyOfRange(bytes, start, start + length));
        }
        number(number);
        hash(bytes, start, length);
    }

    /** No more facts will come. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** The leaf hash of the fact with this number; waits until it is there; null when there is no such fact. */
    @Nullable
    Hash leaf(long number) throws InterruptedException {
        synchronized (this) {
            while (facts < number && !complete) {
                wait();
            }
            if (facts < number) {
                return null;
            }
            int from = Math.toIntExact((number - 1) * Hash.SIZE);
            return Hash.of(Arrays.copyOfRange(leaves, from, from + Hash.SIZE));
        }
    }

    /**
     * Checks that these are all.
     *
     * @throws VerificationException {@code POPULATION}
     */
    void requireClosed(long lastSequence, int pack) {
        if (numbering != null) {
            throw numbering;
        }
        if (facts != lastSequence) {
            throw new VerificationException(
                    Kind.POPULATION,
                    "The pack holds " + facts + " facts, but its manifest says that there are " + lastSequence + ".");
        }
        if (closing == null || closing.lastSequence() != facts || closing.pack() != pack) {
            throw new VerificationException(
                    Kind.POPULATION,
                    "The last fact, number " + facts + ", does not close the population as pack " + pack
                            + ": facts may be missing at the end.");
        }
    }

    long facts() {
        return facts;
    }

    Map<String, Long> countsByType() {
        return countsByType;
    }

    /** Lengths of the content the facts are bound to, by digest. */
    Map<String, Long> contents() {
        return contents;
    }

    Set<String> erased() {
        return erased;
    }

    /** The time on the closing fact. */
    Instant sealedAt() {
        return sealedAt;
    }

    private void content(String digest, String mediaType, long sizeBytes) {
        contents.put(digest, sizeBytes);
    }

    private void requireAttributes(long number) {
        boolean whole = scan.is(Attribute.SPECVERSION, SPECVERSION)
                && !scan.text(Attribute.ID).isEmpty()
                && !scan.text(Attribute.TYPE).isEmpty()
                && !scan.text(Attribute.TIME).isEmpty();
        if (!whole) {
            throw refuse(Kind.FACT_ALTERED, number, "is not a CloudEvents 1.0 event");
        }
        if (!scan.is(Attribute.INCIDENT, incident)) {
            throw refuse(Kind.OTHER_INCIDENT, number, "belongs to another incident");
        }
        if (!scan.is(Attribute.SOURCE, origin)) {
            throw refuse(Kind.FACT_ALTERED, number, "is from another log");
        }
    }

    private void look(long number, byte[] leaf) {
        try {
            Envelope envelope = FactCodec.decode(leaf);
            Fact fact = envelope.fact();
            if (fact instanceof PackSealed sealed) {
                closing = sealed;
                sealedAt = envelope.time();
            } else if (fact instanceof ContentErased gone) {
                erased.add(gone.digest());
            }
        } catch (BreakwaterException e) {
            throw refuse(Kind.FACT_ALTERED, number, "is not what its type says: " + e.getMessage());
        }
    }

    private void number(long number) {
        long sequence = scan.number(Attribute.INCIDENTSEQ);
        if (sequence != number && numbering == null) {
            numbering = new VerificationException(
                    Kind.POPULATION,
                    "Where fact number " + number + " has to be, the pack has number " + sequence
                            + ": a fact is missing, doubled or out of order.");
        }
    }

    private void hash(byte[] bytes, int start, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, start, length);
        byte[] hash = sha256.digest();
        synchronized (this) {
            int from = Math.toIntExact(facts * Hash.SIZE);
            if (from == leaves.length) {
                leaves = Arrays.copyOf(leaves, Math.multiplyExact(leaves.length, 2));
            }
            System.arraycopy(hash, 0, leaves, from, Hash.SIZE);
            facts++;
            notifyAll();
        }
    }

    private static VerificationException refuse(Kind kind, long number, String why) {
        return new VerificationException(kind, "Fact number " + number + " " + why + ".");
    }

    private static byte[] type(Class<? extends Fact> fact) {
        return ("io.breakwater." + fact.getSimpleName() + ".v1").getBytes(StandardCharsets.US_ASCII);
    }
}
