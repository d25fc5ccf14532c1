package io.breakwater.ledger.witness;

import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.VerifierKey;
import io.breakwater.ledger.spi.WitnessClient;
import io.breakwater.ledger.spi.WitnessClient.Answer;
import io.breakwater.ledger.witness.WitnessException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a log gets one witness's cosignature. Remembers what the witness has seen, so that mostly one request is enough;
 * what it remembers is a guess that the witness corrects. Not for several threads.
 */
public final class Cosigning {
    /** One guess, one correction, and one more when somebody else asked in between. */
    private static final int MOST_REQUESTS = 3;

    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final VerifierKey witness;
    private final WitnessClient client;
    private long seenSize;

    /** @param witness the key whose cosignatures count */
    public Cosigning(VerifierKey witness, WitnessClient client) {
        this.witness = witness;
        this.client = client;
    }

    /** The key whose cosignatures count. */
    public VerifierKey witness() {
        return witness;
    }

    /**
     * Asks for a cosignature and verifies it.
     *
     * @param head our signed checkpoint
     * @param log the tiles of the tree of that head
     * @throws WitnessException when there is none; {@code FORK} and {@code AHEAD_OF_US} are alarms, the others are not
     */
    public NoteSignature cosign(SignedNote head, TileSource log) {
        Checkpoint checkpoint = Checkpoint.parse(head.text());
        for (int request = 0; request < MOST_REQUESTS; request++) {
            Answer answer = ask(head, checkpoint, log);
            if (answer.status() != 409) {
                requireSuccess(answer);
                NoteSignature cosignature = cosignature(head, answer);
                seenSize = checkpoint.size();
                return cosignature;
            }
            seenSize = namedSize(answer, checkpoint);
        }
        throw new WitnessException(Reason.CONFLICT, witness.name() + " names another size each time");
    }

    private Answer ask(SignedNote head, Checkpoint checkpoint, TileSource log) {
        long oldSize = Math.min(seenSize, checkpoint.size());
        List<Hash> proof = oldSize == 0 ? List.of() : new ProofBuilder(log, checkpoint.size()).consistency(oldSize);
        try {
            return client.addCheckpoint(new AddCheckpoint(oldSize, proof, head).format());
        } catch (WitnessClient.WitnessUnreachable unreachable) {
            throw new WitnessException(
                    Reason.UNREACHABLE, witness.name() + " does not answer: " + unreachable.getMessage(), unreachable);
        }
    }

    private long namedSize(Answer answer, Checkpoint checkpoint) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        if (!SIZE.matcher(body).matches()) {
            throw new WitnessException(Reason.UNEXPECTED, witness.name() + " names no size it has seen");
        }
        long size = Long.parseLong(body.strip());
        if (size > checkpoint.size()) {
            throw new WitnessException(
                    Reason.AHEAD_OF_US,
                    witness.name() + " remembers size " + size + " of this log, larger than ours of "
                            + checkpoint.size() + ": was this log restored from a backup?");
        }
        return size;
    }

    private void requireSuccess(Answer answer) {
        if (answer.status() != 200) {
            throw new WitnessException(
                    reason(answer.status()), witness.name() + " refuses with status " + answer.status());
        }
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 403 -> Reason.SIGNATURE_REFUSED;
            case 404 -> Reason.LOG_UNKNOWN;
            case 422 -> Reason.FORK;
            default -> Reason.UNEXPECTED;
        };
    }

    /** Only what the witness's own key signed is kept; other lines are ignored, as the protocol says. */
    private NoteSignature cosignature(SignedNote head, Answer answer) {
        try {
            NoteSignature ours = Arrays.stream(text(answer).split("\n", SignedNote.MOST_SIGNATURES + 1))
                    .filter(line -> !line.isEmpty())
                    .map(NoteSignature::parse)
                    .filter(witness::claims)
                    .findFirst()
                    .orElseThrow(() -> new WitnessException(
                            Reason.COSIGNATURE_INVALID, "no signature of " + witness.name() + " in its answer"));
            witness.verify(head.text(), ours);
            return ours;
        } catch (ProofException invalid) {
            throw new WitnessException(
                    Reason.COSIGNATURE_INVALID, witness.name() + " answered with no cosignature", invalid);
        }
    }

    private static String text(Answer answer) {
        if (answer.body().length > WitnessClient.LONGEST_ANSWER) {
            throw new WitnessException(Reason.COSIGNATURE_INVALID, "an answer that is too long");
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
