package io.breakwater.evidence;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.NoteAlgorithm;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.Tile;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.TreeEdge;
import io.breakwater.model.FactId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal in memory whose facts are in a real tree with a really signed and cosigned head. */
public final class TestLog extends ForwardingJournal implements TileSource {
    private static final long COSIGNED_AT = 1_795_230_000L;

    private final MemoryJournal journal;
    private final NoteSigner log;
    private final List<NoteSigner> witnesses;
    private final Map<String, byte[]> tiles = new HashMap<>();
    private long tiledSize = -1;

    public TestLog(MemoryJournal journal, NoteSigner log, List<NoteSigner> witnesses) {
        super(journal);
        this.journal = journal;
        this.log = log;
        this.witnesses = witnesses;
    }

    /** The signed and cosigned head over everything there is. */
    public String head() {
        TreeEdge edge = grow();
        return sign(new Checkpoint(MemoryJournal.ORIGIN, edge.size(), edge.root()));
    }

    /** This head, signed and cosigned. */
    public String sign(Checkpoint checkpoint) {
        SignedNote note = log.signNote(checkpoint.text());
        for (NoteSigner witness : witnesses) {
            byte[] signature = witness.sign(NoteAlgorithm.cosigned(checkpoint.text(), COSIGNED_AT));
            byte[] timed = ByteBuffer.allocate(8 + signature.length)
                    .putLong(COSIGNED_AT)
                    .put(signature)
                    .array();
            note = note.with(new NoteSignature(witness.name(), witness.key().id(), timed));
        }
        return note.format();
    }

    private TreeEdge grow() {
        List<Hash> leaves = journal.all().stream()
                .map(fact -> Hash.of(Hashes.leaf(fact.leaf())))
                .toList();
        TreeEdge.Growth growth = TreeEdge.empty().append(leaves);
        if (tiledSize != leaves.size()) {
            for (Tile tile : growth.tiles()) {
                tiles.put(tile.path().path(), tile.bytes());
            }
            tiledSize = leaves.size();
        }
        return growth.edge();
    }

    @Override
    public Optional<byte[]> read(String path) {
        if (tiledSize < 0) {
            grow();
        }
        return Optional.ofNullable(tiles.get(path));
    }

    @Override
    public String awaitCovered(FactId fact, long timeoutMillis) {
        return head();
    }
}
