package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.Unread;
import io.breakwater.detect.watch.PatientSource.Outage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientSourceTest {
    private static final Instant START = Instant.parse("2026-11-21T03:12:00Z");
    private static final Delivery DELIVERY = new Delivery("a", Path.of("a"), "a", Optional.empty(), false);
    private static final Unread UNREAD = new Unread("GONE", 1, START, "it is gone");

    private final Broken broken = new Broken();
    private Duration passed = Duration.ZERO;
    private final PatientSource source =
            new PatientSource(broken, () -> START.plus(passed), () -> 7 + passed.toNanos());

    /** Cannot be asked as long as it is said so, and counts how often it was. */
    private static final class Broken implements LogSource {
        private final List<Delivery> done = new ArrayList<>();
        private boolean away;
        private boolean closed;
        private int asked;

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public List<Delivery> poll(int most) throws IOException {
            asked++;
            if (away) {
                throw new IOException("the queue is away");
            }
            return List.of(DELIVERY);
        }

        @Override
        public void done(Delivery delivery) {
            done.add(delivery);
        }

        @Override
        public List<Unread> unread() {
            return List.of(UNREAD);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void fails() {
        assertThatThrownBy(() -> source.poll(1)).isInstanceOf(IOException.class).hasMessage("the queue is away");
    }

    @Test
    void sourceThatWorks_isPassedThrough() throws IOException {
        assertThat(source.poll(1)).containsExactly(DELIVERY);
        source.done(DELIVERY);
        source.close();

        assertThat(source.name()).isEqualTo("broken");
        assertThat(source.outage()).isEmpty();
        assertThat(source.unread()).containsExactly(UNREAD);
        assertThat(broken.done).containsExactly(DELIVERY);
        assertThat(broken.closed).isTrue();
    }

    @Test
    void sourceThatIsAway_isLeftAlone_andFailsAllTheSame() {
        broken.away = true;
        fails();
        passed = Duration.ofMillis(999);
        fails();

        assertThat(broken.asked).isEqualTo(1);
        assertThat(source.outage()).contains(new Outage(START, START.plusSeconds(1), "the queue is away"));
    }

    @Test
    void everyFailure_waitsTwiceAsLong_upToHalfAMinute_andSinceStays() {
        broken.away = true;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            fails();
            assertThat(source.outage())
                    .contains(new Outage(START, START.plus(passed).plusSeconds(seconds), "the queue is away"));
            passed = passed.plusSeconds(seconds);
        }
        assertThat(broken.asked).isEqualTo(7);
    }

    @Test
    void sourceThatIsBack_isAskedAtOnceAgain_andItsNextOutageBeginsAnew() throws IOException {
        broken.away = true;
        fails();
        passed = Duration.ofSeconds(1);
        fails();
        passed = Duration.ofSeconds(3);
        broken.away = false;
        assertThat(source.poll(1)).hasSize(1);
        assertThat(source.outage()).isEmpty();
        assertThat(source.poll(1)).hasSize(1);

        broken.away = true;
        fails();
        assertThat(source.outage())
                .contains(new Outage(START.plusSeconds(3), START.plusSeconds(4), "the queue is away"));
    }
}
