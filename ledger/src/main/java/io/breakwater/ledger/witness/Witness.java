package io.breakwater.ledger.witness;

import io.breakwater.ledger.keys.KeyException;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.NoteAlgorithm;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.NoteVerifier;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.ProofVerifier;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.spi.WitnessClient.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A witness (C2SP tlog-witness) without its listener: takes the bytes of a request and gives an answer.
 *
 * <p>Guaranteed: it never cosigns two heads of one log of which one does not continue the other, whatever the log signs
 * and however requests race, as long as its folder is not set back. A head is on the disk before its cosignature leaves.
 *
 * <p>Safe for several threads.
 */
public final class Witness implements AutoCloseable {
    /** The path of requests to cosign, with POST. */
    public static final String ADD_CHECKPOINT = "/add-checkpoint";

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";
    private static final Pattern ORIGIN_HASH = Pattern.compile("[0-9a-f]{64}");

    private final NoteSigner signer;
    private final Map<String, Trust> logs;
    private final InstantSource clock;
    private final WitnessMemory memory;

    private Witness(NoteSigner signer, Map<String, Trust> logs, InstantSource clock, WitnessMemory memory) {
        this.signer = signer;
        this.logs = logs;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * Opens the witness's memory and keeps other witnesses out of it until {@link #close}.
     *
     * @param signer a key for {@link NoteAlgorithm#COSIGNATURE_V1}
     * @param logs the logs it watches, each origin once
     * @param folder where it remembers heads; created if absent
     * @throws IOException when the folder cannot be used or another witness uses it
     */
    public static Witness open(NoteSigner signer, Collection<Trust> logs, Path folder, InstantSource clock)
            throws IOException {
        if (signer.algorithm() != NoteAlgorithm.COSIGNATURE_V1) {
            throw new IllegalArgumentException("a witness signs cosignatures; its key has type 4");
        }
        Map<String, Trust> byOrigin = logs.stream().collect(Collectors.toMap(Trust::origin, Function.identity()));
        return new Witness(signer, byOrigin, clock, WitnessMemory.open(folder));
    }

    /** Answers the body of a POST to {@link #ADD_CHECKPOINT}. */
    public Answer handle(byte[] body) {
        try {
            AddCheckpoint request = AddCheckpoint.parse(body);
            Checkpoint head = Checkpoint.parse(request.head().text());
            Trust trust = logs.get(head.origin());
            return trust == null ? refusal(404, "this log is not watched here") : authenticated(request, trust);
        } catch (ProofException malformed) {
            return refusal(400, malformed.sentence());
        }
    }

    private Answer authenticated(AddCheckpoint request, Trust trust) {
        NoteVerifier.Opened opened;
        try {
            opened = new NoteVerifier(trust.logKeys()).open(request.head());
        } catch (ProofException notTheLog) {
            return refusal(403, notTheLog.sentence());
        }
        Checkpoint head = Checkpoint.parse(opened.text());
        if (request.oldSize() > head.size()) {
            return refusal(400, "the old size is larger than the checkpoint's");
        }
        try {
            return continued(request, head, opened);
        } catch (IOException | KeyException failed) {
            return refusal(500, "the witness cannot remember or sign now");
        } catch (ProofException unreadable) {
            return refusal(500, "what the witness remembers cannot be read");
        }
    }

    /** Check and memory are one act: of two requests from the same old size only one may win. */
    private synchronized Answer continued(AddCheckpoint request, Checkpoint head, NoteVerifier.Opened opened)
            throws IOException {
        Optional<Checkpoint> last = memory.recall(head.origin()).map(note -> Checkpoint.parse(note.text()));
        long lastSize = last.map(Checkpoint::size).orElse(0L);
        if (request.oldSize() != lastSize) {
            return answer(409, SIZE, lastSize + "\n");
        }
        try {
            requireContinuation(last.orElse(new Checkpoint(head.origin(), 0, Hash.EMPTY_ROOT)), head, request.proof());
        } catch (ProofException fork) {
            return refusal(422, fork.sentence());
        }
        return answer(200, PLAIN, cosigned(head, opened).line());
    }

    private static void requireContinuation(Checkpoint last, Checkpoint head, List<Hash> proof) {
        boolean emptyTree = head.size() == 0;
        if (emptyTree && !head.root().equals(Hash.EMPTY_ROOT)) {
            throw new ProofException(ProofException.Reason.ROOT_MISMATCH, "an empty log has the root of nothing");
        }
        if (last.size() > 0) {
            ProofVerifier.verifyConsistency(last, head, proof);
        } else if (!proof.isEmpty()) {
            throw new ProofException(ProofException.Reason.PROOF_TOO_LONG, "from size 0 there is nothing to prove");
        }
    }

    private NoteSignature cosigned(Checkpoint head, NoteVerifier.Opened opened) throws IOException {
        long now = clock.instant().getEpochSecond();
        byte[] bare = signer.sign(NoteAlgorithm.cosigned(opened.text(), now));
        byte[] timed = ByteBuffer.allocate(Long.BYTES + bare.length)
                .putLong(now)
                .put(bare)
                .array();
        NoteSignature cosignature =
                new NoteSignature(signer.name(), signer.key().id(), timed);
        List<NoteSignature> kept = new ArrayList<>();
        opened.by().forEach(verified -> kept.add(verified.signature()));
        kept.add(cosignature);
        memory.remember(head.origin(), new SignedNote(opened.text(), kept));
        return cosignature;
    }

    /**
     * Answers a GET of {@code /<origin hash>/checkpoint}: the last head cosigned, for monitors.
     *
     * @param originHash lower-case hex of SHA-256 of the log's origin
     */
    public Answer monitor(String originHash) {
        try {
            Optional<SignedNote> head =
                    ORIGIN_HASH.matcher(originHash).matches() ? memory.recallByHash(originHash) : Optional.empty();
            return head.map(note -> answer(200, PLAIN, note.format())).orElse(refusal(404, "nothing cosigned"));
        } catch (IOException | ProofException unreadable) {
            return refusal(500, "what the witness remembers cannot be read");
        }
    }

    private static Answer refusal(int status, String sentence) {
        return answer(status, PLAIN, sentence + "\n");
    }

    private static Answer answer(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        memory.close();
    }
}
