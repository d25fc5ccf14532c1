package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.HouseFact.ClockJumped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded when the wall clock and the monotonic one disagree. */
class ClockWatchTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T03:12:00Z");

    private final TestClock wall = new TestClock(NIGHT);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final MemoryJournal journal = new MemoryJournal(wall);
    private final ClockWatch watch = new ClockWatch(journal, wall, nanos::get);

    /** Both clocks go on, and the wall clock jumps by so much beside that. */
    private void pass(Duration time, Duration jump) {
        nanos.addAndGet(time.toNanos());
        wall.advance(time.plus(jump));
    }

    private List<ClockJumped> jumps() {
        return journal.facts(ClockJumped.class);
    }

    @Test
    void theFirstLook_hasNothingToCompareWith() {
        watch.look();
        assertThat(jumps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT1S, PT0S", "PT1S, PT1.999S", "PT1S, PT-1.999S", "PT8H, PT0S", "PT0S, PT0S"})
    void clocksThatAgree_orDriftALittle_areNotWorthAFact(Duration time, Duration drift) {
        watch.look();
        pass(time, drift);
        watch.look();
        assertThat(jumps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT2S", "PT1H", "PT-2S", "PT-1H", "PT8760H", "PT-8760H"})
    void aJump_forwardsOrBackwards_isRecordedOnce_withWhereItShouldHaveBeen(Duration jump) {
        watch.look();
        pass(Duration.ofSeconds(1), jump);
        watch.look();
        pass(Duration.ofSeconds(1), Duration.ZERO);
        watch.look();
        Instant expected = NIGHT.plusSeconds(1);
        assertThat(jumps()).containsExactly(new ClockJumped(expected, expected.plus(jump), jump.toMillis()));
    }

    @Test
    void aJumpAndItsCorrection_areTwoFacts() {
        watch.look();
        pass(Duration.ofSeconds(1), Duration.ofMinutes(5));
        watch.look();
        pass(Duration.ofSeconds(1), Duration.ofMinutes(-5));
        watch.look();
        assertThat(jumps()).extracting(ClockJumped::jumpMillis).containsExactly(300_000L, -300_000L);
    }

    @Test
    void manySmallSteps_areAFact_asSoonAsTheyAddUp() {
        watch.look();
        for (int step = 0; step < 7; step++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(900));
            watch.look();
        }
        assertThat(jumps()).extracting(ClockJumped::jumpMillis).containsExactly(2_700L, 2_700L);
        assertThat(jumps().get(1).from()).isEqualTo(NIGHT.plusSeconds(6).plusMillis(2_700));
        assertThat(jumps().get(1).to()).isEqualTo(NIGHT.plusSeconds(6).plusMillis(5_400));
    }

    @Test
    void smallStepsThatCancelOut_areNoFact() {
        watch.look();
        for (int step = 0; step < 20; step++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(step % 2 == 0 ? 1_500 : -1_500));
            watch.look();
        }
        assertThat(jumps()).isEmpty();
    }

    @Test
    void aJumpThatCannotBeRecorded_isRecordedByTheNextLook_whole() {
        FailingOnce away = new FailingOnce();
        ClockWatch careful = new ClockWatch(away, wall, nanos::get);
        careful.look();
        pass(Duration.ofSeconds(1), Duration.ofHours(1));
        assertThatThrownBy(careful::look).isInstanceOf(BreakwaterException.class);
        pass(Duration.ofSeconds(1), Duration.ZERO);
        careful.look();
        assertThat(jumps())
                .containsExactly(new ClockJumped(
                        NIGHT.plusSeconds(2), NIGHT.plusSeconds(2).plus(Duration.ofHours(1)), 3_600_000));
    }

    private final class FailingOnce extends ForwardingJournal {
        private boolean failed;

        FailingOnce() {
            super(journal);
        }

        @Override
        public <T> Committed<T> transact(Function<Transaction, T> work) {
            if (!failed) {
                failed = true;
                throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "away");
            }
            return super.transact(work);
        }
    }
}
