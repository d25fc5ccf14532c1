package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowIndexTest {
    private record Thing(int number, Window window) {}

    private static WindowIndex<Thing> index(List<Thing> things) {
        WindowIndex.Builder<Thing> builder = new WindowIndex.Builder<>(Thing::window);
        things.forEach(thing -> builder.add("key", thing));
        return builder.build();
    }

    private static Instant second(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Thing thing(int number, long from, long to) {
        return new Thing(number, Window.of(second(from), second(to)));
    }

    private static List<Thing> someThings(Random random) {
        List<Thing> things = new ArrayList<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            long from = random.nextInt(1000);
            Window window = random.nextInt(8) == 0
                    ? new Window(Optional.of(second(from)).filter(x -> random.nextBoolean()), Optional.empty())
                    : Window.of(second(from), second(from + random.nextInt(100)));
            things.add(new Thing(i, window));
        }
        return things;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingInForce_isFound_andNothingElse_asByLookingAtAll(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Thing> things = someThings(random);
            WindowIndex<Thing> index = index(things);
            Instant time = second(random.nextInt(1200) - 100);
            List<Thing> expected = things.stream()
                    .filter(thing -> thing.window().holds(time, CoverLimits.DEFAULT.clockSkew()))
                    .toList();
            assertThat(index.at("key", time, CoverLimits.DEFAULT.clockSkew().toMillis(), 1000))
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .isSortedAccordingTo(Comparator.comparingLong(
                                    (Thing thing) -> thing.window().firstMillis())
                            .reversed());
        }
    }

    @Test
    void atMostSoMany_areTheLatestStarted() {
        WindowIndex<Thing> index = index(List.of(thing(1, 10, 100), thing(2, 20, 100), thing(3, 30, 100)));
        assertThat(index.at("key", second(50), 0, 2)).extracting(Thing::number).containsExactly(3, 2);
    }

    @Test
    void nearest_isWhatEndedLast_andWhatBeginsFirst() {
        WindowIndex<Thing> index =
                index(List.of(thing(1, 10, 40), thing(2, 20, 30), thing(3, 60, 70), thing(4, 80, 90)));
        assertThat(index.endedBefore("key", second(50), any -> true))
                .map(Thing::number)
                .contains(1);
        assertThat(index.beginsAfter("key", second(50), any -> true))
                .map(Thing::number)
                .contains(3);
        assertThat(index.endedBefore("key", second(5), any -> true)).isEmpty();
        assertThat(index.beginsAfter("key", second(99), any -> true)).isEmpty();
    }

    @Test
    void keyThatNothingCarries_findsNothing() {
        WindowIndex<Thing> index = index(List.of());
        assertThat(index.at("other", second(1), 0, 9)).isEmpty();
        assertThat(index.endedBefore("other", second(1), any -> true)).isEmpty();
        assertThat(index.beginsAfter("other", second(1), any -> true)).isEmpty();
        assertThat(index.count("other")).isZero();
    }

    @Test
    void oneStandingWindow_doesNotHideShortOnes_norAreTheyReadForIt() {
        List<Thing> things = new ArrayList<>(List.of(new Thing(-1, Window.ALWAYS)));
        for (int i = 0; i < 100_000; i++) {
            things.add(thing(i, i, i));
        }
        WindowIndex<Thing> index = index(things);
        assertThat(index.at("key", second(70_000), 0, 10))
                .extracting(Thing::number)
                .containsExactly(70_000, -1);
        assertThat(index.count("key")).isEqualTo(100_001);
    }
}
