package io.breakwater.ledger.postgres;

import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.TreeEdge;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives committed facts their positions, in batches, and grows the committed tree. One thread, with the pen.
 *
 * <p>No late commit is skipped. Arrival numbers do not say what is committed: a transaction may take one early and commit
 * late. Transaction ids do: when a round begins, all transactions below the snapshot's xmin have ended. So a round looks at
 * every fact with {@code xid >= mark} that has no position, and only after a round that took all it saw does the mark move
 * to that xmin. The mark is in memory only; the first round after a start looks at everything.
 */
final class Integrator {
    /** How many facts one transaction of the integrator takes. */
    static final int BATCH = 4_096;

    /**
     * The facts a round looks at; its parameter is the mark, twice. Above the snapshot's xmax nothing of this database's own
     * can be seen, only rows that a dump brought from a cluster whose transaction ids were higher. The first rounds, from
     * mark 0, give those their positions; later ones must not look at all of them again and again.
     */
    static final String WINDOW = "f.xid >= ?::text::xid8 and f.xid < case when ?::text = '0'"
            + " then '18446744073709551615'::xid8 else pg_snapshot_xmax(pg_current_snapshot()) end";

    private static final String FRESH =
            " from fact f where " + WINDOW + " and not exists (select from entry e where e.arrival = f.arrival)";
    /** The mark to be, and whether there is anything to do, as of one snapshot. */
    private static final String LOOK =
            "select pg_snapshot_xmin(pg_current_snapshot())::text, exists (select" + FRESH + ")";

    /** Positions run as arrivals do, so the hashes in the order of arrival are in the order of the tree. */
    private static final String ASSIGN = "with fresh as materialized (select f.arrival, f.leaf" + FRESH
            + " order by f.arrival limit " + BATCH + "), placed as (insert into entry (position, arrival)"
            + " select ? + row_number() over (order by arrival) - 1, arrival from fresh)"
            + " select sha256('\\x00'::bytea || leaf) from fresh order by arrival";

    private final Pen pen;
    private final TileSource tiles;
    private String mark = "0";
    private @Nullable TreeEdge edge;

    Integrator(Pen pen, TileSource tiles) {
        this.pen = pen;
        this.tiles = tiles;
    }

    /** What a round begins with. */
    private record Look(String xmin, boolean fresh) {}

    /**
     * How many facts got a position. When it is {@link #BATCH}, more may be waiting.
     *
     * @throws RolledBack when the tree in the database is not the one this log has grown; then nothing got a position
     */
    int round() throws SQLException, RolledBack {
        Look look = Sql.first(pen.connection(), row -> new Look(row.getString(1), row.getBoolean(2)), LOOK, mark, mark)
                .orElseThrow();
        if (!look.fresh()) {
            mark = look.xmin();
            return 0;
        }
        try {
            Pen.Head head = pen.begin();
            TreeEdge before = edgeOf(head);
            List<Hash> leaves = assign(head.size());
            TreeEdge.Growth growth = before.append(leaves);
            pen.commit(growth.tiles(), growth.edge().size(), growth.edge().root());
            edge = growth.edge();
            mark = leaves.size() < BATCH ? look.xmin() : mark;
            return leaves.size();
        } catch (SQLException | RuntimeException | RolledBack e) {
            // Whether the commit came through is read back from the database.
            edge = null;
            pen.rollBack();
            throw e;
        }
    }

    private List<Hash> assign(long size) throws SQLException {
        return Sql.list(pen.connection(), row -> Hash.of(row.getBytes(1)), ASSIGN, mark, mark, size);
    }

    private TreeEdge edgeOf(Pen.Head head) throws RolledBack {
        TreeEdge known = edge;
        if (known == null || known.size() != head.size()) {
            known = load(head);
        }
        if (!known.root().equals(head.root())) {
            throw new RolledBack(
                    head.publishedSize(),
                    head.size(),
                    "the tiles in the database do not hash to its own root at size " + head.size()
                            + ": the database was altered");
        }
        return known;
    }

    private TreeEdge load(Pen.Head head) throws RolledBack {
        try {
            return TreeEdge.load(tiles, head.size());
        } catch (ProofException e) {
            throw new RolledBack(
                    head.publishedSize(),
                    head.size(),
                    "the tiles in the database are no tree of size " + head.size() + ": " + e.getMessage()
                            + ": the database was altered");
        }
    }
}
