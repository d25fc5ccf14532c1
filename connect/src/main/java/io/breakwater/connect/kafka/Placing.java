package io.breakwater.connect.kafka;

import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Bookmarks.Missed;
import io.breakwater.detect.spi.Bookmarks.Move;
import io.breakwater.model.LogMissed;
import java.util.Optional;

/**
 * Where a lane begins or goes on, in view of what the broker still has.
 *
 * @param origin of the topic as it is now
 * @param begin the first offset there is
 * @param end after the last
 */
record Placing(String lane, String origin, long begin, long end) {
    /** A lane that was never seen. @param onlyWhatComes whether what stands there already is not wanted */
    Move first(boolean onlyWhatComes) {
        boolean skips = onlyWhatComes && begin < end;
        return new Move(
                lane,
                Optional.empty(),
                new Bookmark(onlyWhatComes ? end : begin, origin),
                skips
                        ? Optional.of(new Missed(begin, Optional.of(end), LogMissed.BEFORE_THE_WATCH))
                        : Optional.empty());
    }

    /** What has to be done before reading can go on at the bookmark; empty when it simply can. */
    Optional<Move> again(Bookmark mark) {
        if (!Origins.isSame(mark.origin(), origin) || mark.next() > end) {
            return Optional.of(move(mark, origin, new Missed(mark.next(), Optional.empty(), LogMissed.BEGUN_ANEW)));
        }
        String known = Origins.fuller(mark.origin(), origin);
        if (mark.next() < begin) {
            return Optional.of(move(mark, known, new Missed(mark.next(), Optional.of(begin), LogMissed.DELETED)));
        }
        // From now on it can be told when the topic is made anew.
        return known.equals(mark.origin())
                ? Optional.empty()
                : Optional.of(new Move(lane, Optional.of(mark), new Bookmark(mark.next(), known), Optional.empty()));
    }

    private Move move(Bookmark mark, String of, Missed missed) {
        return new Move(lane, Optional.of(mark), new Bookmark(begin, of), Optional.of(missed));
    }
}
