package io.breakwater.evidence.verify;

import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of {@code proofs.ndjson}, each held against its fact's leaf hash and the head.
 *
 * <p>A line is {@code {"hashes":["…",…],"position":P,"sequence":S}}, canonical. Neighbouring proofs share most hashes, so
 * what is written as in the line before is not decoded again.
 */
final class Proofs {
    /** A proof in the largest tree there can be has 63 hashes. */
    static final int LONGEST_LINE = 63 * 47 + 100;

    private static final byte[] HEAD = "{\"hashes\":[".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern TAIL =
            Pattern.compile("],\"position\":(0|[1-9][0-9]{0,17}),\"sequence\":([1-9][0-9]{0,17})}");
    private static final int HASH_TEXT = 44;
    private static final int LONGEST_TAIL = 70;

    private final Paths paths;
    private final Population population;
    private byte[] textBefore = new byte[0];
    private List<Hash> hashesBefore = List.of();
    private long proofs;

    Proofs(Checkpoint head, Population population) {
        this.paths = new Paths(head);
        this.population = population;
    }

    /**
     * Checks the next proof.
     *
     * @throws VerificationException {@code INCLUSION}
     */
    void add(byte[] line, int start, int length) throws InterruptedException {
        long number = ++proofs;
        try {
            int tailAt = tailOf(line, start, length);
            Matcher tail = TAIL.matcher(new String(line, tailAt, start + length - tailAt, StandardCharsets.US_ASCII));
            if (!tail.matches() || Long.parseLong(tail.group(2)) != number) {
                throw refuse(number, "the line is not that proof");
            }
            List<Hash> hashes = hashes(number, line, start, tailAt);
            Hash leaf = population.leaf(number);
            if (leaf == null) {
                throw refuse(number, "there is no such fact");
            }
            paths.verify(leaf, Long.parseLong(tail.group(1)), hashes);
        } catch (ProofException e) {
            throw new VerificationException(
                    Kind.INCLUSION,
                    "Fact number " + number + " is not proven to be in the log: " + e.getMessage() + ".",
                    e);
        }
    }

    /** How many have been checked. */
    long count() {
        return proofs;
    }

    private int tailOf(byte[] line, int start, int length) {
        for (int i = start + length - 1; i >= Math.max(start, start + length - LONGEST_TAIL); i--) {
            if (line[i] == ']') {
                return i;
            }
        }
        throw refuse(proofs, "the line has no hashes");
    }

    private List<Hash> hashes(long number, byte[] line, int start, int tailAt) {
        int from = start + HEAD.length;
        int length = tailAt - from;
        boolean whole = length == 0 || length >= 0 && (length + 1) % (HASH_TEXT + 3) == 0;
        if (!whole || !Arrays.equals(line, start, from, HEAD, 0, HEAD.length)) {
            throw refuse(number, "the line is not in its canonical form");
        }
        int count = (length + 1) / (HASH_TEXT + 3);
        int shift = hashesBefore.size() - count;
        List<Hash> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(hash(number, line, from + i * (HASH_TEXT + 3), i == count - 1, i + shift));
        }
        textBefore = Arrays.copyOfRange(line, from, tailAt);
        hashesBefore = hashes;
        return hashes;
    }

    private Hash hash(long number, byte[] line, int at, boolean last, int placeBefore) {
        int quoteEnd = at + HASH_TEXT + 1;
        if (line[at] != '"' || line[quoteEnd] != '"' || !last && line[quoteEnd + 1] != ',') {
            throw refuse(number, "the line is not in its canonical form");
        }
        int before = placeBefore * (HASH_TEXT + 3);
        if (placeBefore >= 0 && Arrays.equals(line, at + 1, quoteEnd, textBefore, before + 1, before + 1 + HASH_TEXT)) {
            return hashesBefore.get(placeBefore);
        }
        return Hash.ofBase64(new String(line, at + 1, HASH_TEXT, StandardCharsets.ISO_8859_1));
    }

    /** All lines of the file. */
    void addAll(Lines lines) throws IOException, InterruptedException {
        while (lines.next()) {
            add(lines.buffer(), lines.start(), lines.length());
        }
    }

    private static VerificationException refuse(long number, String why) {
        return new VerificationException(
                Kind.INCLUSION, "The proof of fact number " + number + " is no proof: " + why + ".");
    }
}
