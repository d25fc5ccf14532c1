package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.spi.Bookmark;
import io.breakwater.detect.spi.Bookmarks.Missed;
import io.breakwater.detect.spi.Bookmarks.Move;
import io.breakwater.model.LogMissed;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where reading begins and goes on, and what is missed thereby")
class PlacingTest {
    private static final String ORIGIN = "cluster/topic-1";
    private static final Placing PLACING = new Placing("audit/0", ORIGIN, 10, 20);

    private static Optional<Missed> missed(Bookmark mark) {
        return PLACING.again(mark).flatMap(move -> move.missed());
    }

    @Test
    void firstSight_beginsWithWhatIsThere_orWithWhatComes() {
        assertThat(PLACING.first(false).to()).isEqualTo(new Bookmark(10, ORIGIN));
        assertThat(PLACING.first(false).missed()).isEmpty();
        assertThat(PLACING.first(true).to()).isEqualTo(new Bookmark(20, ORIGIN));
        assertThat(PLACING.first(true).missed()).contains(new Missed(10, Optional.of(20L), LogMissed.BEFORE_THE_WATCH));
    }

    @Test
    void firstSight_ofAnEmptyTopic_missesNothing() {
        assertThat(new Placing("audit/0", ORIGIN, 7, 7).first(true).missed()).isEmpty();
    }

    @Test
    void bookmarkWithinWhatIsThere_isGoodAsItIs() {
        for (long next : new long[] {10, 15, 20}) {
            assertThat(PLACING.again(new Bookmark(next, ORIGIN))).isEmpty();
        }
    }

    @Test
    void bookmarkBeforeTheBeginning_missesWhatLiesBetween() {
        assertThat(PLACING.again(new Bookmark(9, ORIGIN)).orElseThrow().to()).isEqualTo(new Bookmark(10, ORIGIN));
        assertThat(missed(new Bookmark(9, ORIGIN))).contains(new Missed(9, Optional.of(10L), LogMissed.DELETED));
    }

    @Test
    void bookmarkBehindTheEnd_andBookmarkOfAnotherTopic_beginAnew() {
        Missed unknown = new Missed(21, Optional.empty(), LogMissed.BEGUN_ANEW);
        assertThat(missed(new Bookmark(21, ORIGIN))).contains(unknown);
        assertThat(PLACING.again(new Bookmark(15, "cluster/topic-0"))
                        .orElseThrow()
                        .to())
                .isEqualTo(new Bookmark(10, ORIGIN));
        assertThat(missed(new Bookmark(15, "elsewhere/topic-1")))
                .contains(new Missed(15, Optional.empty(), LogMissed.BEGUN_ANEW));
    }

    @Test
    void brokerThatLearntToTellIds_isTheSame_andItsIdIsKeptFromThenOn() {
        Bookmark before = new Bookmark(15, "cluster/");
        Move learnt = PLACING.again(before).orElseThrow();
        assertThat(learnt)
                .isEqualTo(new Move("audit/0", Optional.of(before), new Bookmark(15, ORIGIN), Optional.empty()));
        assertThat(new Placing("audit/0", "cluster/topic-2", 10, 20)
                        .again(learnt.to())
                        .orElseThrow()
                        .missed())
                .contains(new Missed(15, Optional.empty(), LogMissed.BEGUN_ANEW));
        assertThat(PLACING.again(new Bookmark(9, "cluster/")).orElseThrow())
                .satisfies(move -> assertThat(move.to()).isEqualTo(new Bookmark(10, ORIGIN)))
                .satisfies(move -> assertThat(move.missed()).isPresent());
    }

    @Test
    void brokerThatDoesNotTellTheId_doesNotTakeItFromTheBookmark() {
        Placing silent = new Placing("audit/0", "cluster/", 10, 20);
        assertThat(silent.again(new Bookmark(15, ORIGIN))).isEmpty();
        assertThat(silent.again(new Bookmark(9, ORIGIN)).orElseThrow().to()).isEqualTo(new Bookmark(10, ORIGIN));
    }

    @Test
    void origins_nameClusterAndTopic_asFarAsTheyAreTold() {
        Uuid id = Uuid.fromString("4L6g3nShT-eMCtK--X86sw");
        assertThat(Origins.of("ns.servicebus.windows.net", Uuid.ZERO_UUID)).isEqualTo("ns.servicebus.windows.net/");
        assertThat(Origins.of(null, id)).isEqualTo("/4L6g3nShT-eMCtK--X86sw");
        assertThat(Origins.isSame("a/x", "b/x")).isFalse();
        assertThat(Origins.isSame("a/x", "a/")).isTrue();
        assertThat(Origins.isSame("a/x", "a/y")).isFalse();
    }
}
