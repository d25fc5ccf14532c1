package io.breakwater.detect.watch;

import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Bookmarks;
import io.breakwater.detect.spi.Stretch;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FindingFact.LogRecordsMissed;
import io.breakwater.model.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A source's bookmarks, as documents of the journal. */
final class JournalBookmarks implements Bookmarks {
    private static final Actor ACTOR = Actor.system("watch");
    private static final int MOST_NAME = 300;

    private final Journal journal;
    private final String source;

    JournalBookmarks(Journal journal, String source) {
        this.journal = journal;
        this.source = source;
    }

    /** A bookmark, and when it was moved. */
    record LogBookmark(String source, String lane, long next, String origin, Instant at) {
        Bookmark bookmark() {
            return new Bookmark(next, origin);
        }
    }

    /** A time of which records of a lane are missed. */
    record LogHole(String source, String lane, Instant from, Instant to) {}

    @Override
    public Map<String, Bookmark> all() {
        return journal.read(tx -> {
            Map<String, Bookmark> all = new TreeMap<>();
            tx.state()
                    .each(
                            LogBookmark.class,
                            Map.of("source", source),
                            stored -> all.put(
                                    stored.value().lane(), stored.value().bookmark()));
            return all;
        });
    }

    @Override
    public void move(List<Move> moves) {
        try {
            journal.transact(tx -> {
                moves.forEach(move -> move(tx, move));
                return moves.size();
            });
        } catch (BreakwaterException e) {
            // Another server placed the same lane in the same moment: its bookmark counts.
            if (e.code() != Code.CONFLICT) {
                throw e;
            }
        }
    }

    private void move(Transaction tx, Move move) {
        Optional<Stored<LogBookmark>> before = tx.state().lock(LogBookmark.class, id(source, move.lane()));
        if (!before.map(stored -> stored.value().bookmark()).equals(move.from())) {
            return;
        }
        put(tx, source, move.lane(), before, move.to());
        move.missed().ifPresent(missed -> {
            Optional<Instant> since = before.map(stored -> stored.value().at());
            String lane = Texts.shown(move.lane(), MOST_NAME);
            tx.append(ACTOR, new LogRecordsMissed(source, lane, missed.first(), missed.next(), missed.why(), since));
            since.ifPresent(from -> tx.state()
                    .insert(
                            id(source, move.lane()) + "/" + missed.first() + "/" + from,
                            new LogHole(source, lane, from, tx.now())));
        });
    }

    /** Whether the stretch begins where its lane has been read to. Holds the lane until the transaction ends. */
    static boolean isNext(Transaction tx, String source, Stretch stretch) {
        return tx.state()
                .lock(LogBookmark.class, id(source, stretch.lane()))
                .filter(stored -> stored.value().bookmark().equals(stretch.from()))
                .isPresent();
    }

    /** Puts the bookmark behind a stretch that {@link #isNext}. */
    static void pass(Transaction tx, String source, Stretch stretch) {
        put(tx, source, stretch.lane(), tx.state().lock(LogBookmark.class, id(source, stretch.lane())), stretch.to());
    }

    private static void put(
            Transaction tx, String source, String lane, Optional<Stored<LogBookmark>> before, Bookmark to) {
        LogBookmark now = new LogBookmark(source, lane, to.next(), to.origin(), tx.now());
        before.ifPresentOrElse(
                stored -> tx.state().update(stored, now), () -> tx.state().insert(id(source, lane), now));
    }

    private static String id(String source, String lane) {
        return Hashes.sha256Hex((source + "\n" + lane).getBytes(StandardCharsets.UTF_8));
    }
}
