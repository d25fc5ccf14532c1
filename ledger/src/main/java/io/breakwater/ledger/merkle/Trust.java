package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Whom somebody believes about one log: the keys of the log, the witnesses, and how many of those must have cosigned.
 *
 * @param origin the log's name
 * @param logKeys more than one after a key was exchanged; one signature is enough
 * @param witnesses keys for cosignatures
 * @param quorum how many different witnesses must have cosigned; with 0 a cosignature may be absent but, where it is
 *     there, has to hold
 */
public record Trust(String origin, List<VerifierKey> logKeys, List<VerifierKey> witnesses, int quorum) {
    /** @throws IllegalArgumentException when nothing could ever be believed: no key, or a quorum over all witnesses */
    public Trust {
        logKeys = List.copyOf(logKeys);
        witnesses = List.copyOf(witnesses);
        if (logKeys.isEmpty() || quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException("a log needs a key, and a quorum of 0 to " + witnesses.size());
        }
        if (witnesses.stream().anyMatch(key -> key.algorithm() != NoteAlgorithm.COSIGNATURE_V1)) {
            throw new IllegalArgumentException("a witness signs cosignatures; its key has type 4");
        }
    }

    /** Trust in one key whose name is the log's origin. */
    public static Trust in(VerifierKey logKey) {
        return new Trust(logKey.name(), List.of(logKey), List.of(), 0);
    }

    /** The same, with these witnesses. */
    public Trust with(List<VerifierKey> someWitnesses, int someQuorum) {
        return new Trust(origin, logKeys, someWitnesses, someQuorum);
    }

    /**
     * Checks the signatures and gives out the head they are for.
     *
     * @throws ProofException {@code OTHER_LOG}, {@code CHECKPOINT_MALFORMED}, {@code NO_KNOWN_SIGNATURE} when the log
     *     itself has not signed, {@code SIGNATURE_INVALID}, {@code COSIGNATURES_MISSING}
     */
    public Checkpoint open(SignedNote note) {
        List<VerifierKey> keys = new ArrayList<>(logKeys);
        keys.addAll(witnesses);
        NoteVerifier.Opened opened = new NoteVerifier(keys).open(note);
        List<VerifierKey> by =
                opened.by().stream().map(NoteVerifier.Verified::key).distinct().toList();
        requireLogSignature(by);
        requireQuorum(by);
        Checkpoint head = Checkpoint.parse(opened.text());
        requireOrigin(head);
        return head;
    }

    private void requireLogSignature(List<VerifierKey> by) {
        if (by.stream().noneMatch(logKeys::contains)) {
            throw new ProofException(ProofException.Reason.NO_KNOWN_SIGNATURE, "the log " + origin + " has not signed");
        }
    }

    private void requireQuorum(List<VerifierKey> by) {
        long cosigned = by.stream().filter(witnesses::contains).count();
        if (cosigned < quorum) {
            throw new ProofException(
                    ProofException.Reason.COSIGNATURES_MISSING,
                    cosigned + " of " + quorum + " demanded witnesses have cosigned");
        }
    }

    private void requireOrigin(Checkpoint head) {
        if (!head.origin().equals(origin)) {
            throw new ProofException(
                    ProofException.Reason.OTHER_LOG,
                    "the checkpoint is of " + Quoted.of(head.origin()) + ", not of " + Quoted.of(origin));
        }
    }
}
