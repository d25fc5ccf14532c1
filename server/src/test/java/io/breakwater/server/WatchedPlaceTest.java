package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.Unread;
import io.breakwater.detect.watch.LiveBook;
import io.breakwater.detect.watch.PatientSource;
import io.breakwater.detect.watch.Watch;
import io.breakwater.detect.watch.WatchOptions;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("How a place that logs come from fares is shown, and since when")
class WatchedPlaceTest {
    private static final Instant START = Instant.parse("2026-11-21T03:12:00Z");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(START);
    private final Meters meters = new Meters();
    private final Source source = new Source();

    /** Fares as a test says. */
    private static final class Source implements LogSource {
        private Optional<String> away = Optional.empty();
        private List<Delivery> deliveries = List.of();
        private List<Unread> unread = List.of();
        private Map<String, Long> waiting = Map.of();
        private boolean closed;

        @Override
        public String name() {
            return "sqs:1/logs";
        }

        @Override
        public List<Delivery> poll(int most) throws IOException {
            if (away.isPresent()) {
                throw new IOException(away.get());
            }
            return deliveries;
        }

        @Override
        public void done(Delivery delivery) {
            deliveries = List.of();
        }

        @Override
        public List<Unread> unread() {
            return unread;
        }

        @Override
        public Map<String, Long> waiting() {
            return waiting;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            throw new IOException("not in a good mood");
        }
    }

    private final WatchedPlace place = place();

    private WatchedPlace place() {
        MemoryJournal journal = new MemoryJournal(clock);
        LiveBook book = new LiveBook(journal, new JournalCover(Map.of(), person -> Set.of()));
        RuleSet rules = RuleSet.read(List.of(), RuleOptions.of(List.of()));
        PatientSource patient =
                new PatientSource(source, clock, () -> clock.instant().toEpochMilli() * 1_000_000);
        WatchOptions options = new WatchOptions(KnownFormats.all(), rules, book, Path.of("."));
        Watch watch = new Watch(patient, journal, options, clock, found -> {});
        return new WatchedPlace("watch-1", patient, watch, clock, meters);
    }

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void placeThatWorks_isNotSpokenOf() {
        place.pass();

        assertThat(place.degraded()).isEmpty();
        assertThat(meters.text()).contains("breakwater_watch_away{watch=\"watch-1\"} 0.0");
    }

    @Test
    void placeThatIsAway_isShownSinceWhen_andIsNoFailureOfOurs() {
        source.away = Optional.of("QUEUE_UNREACHABLE: the queue does not answer");
        place.pass();
        clock.advance(Duration.ofSeconds(5));
        place.pass();

        assertThat(place.degraded())
                .containsOnly(Map.entry(
                        "watch-1",
                        "cannot ask sqs:1/logs since 2026-11-21T03:12:00Z, asked again at 2026-11-21T03:12:07Z:"
                                + " QUEUE_UNREACHABLE: the queue does not answer"));
        assertThat(meters.text()).contains("breakwater_watch_away{watch=\"watch-1\"} 1.0");

        source.away = Optional.empty();
        clock.advance(Duration.ofSeconds(2));
        place.pass();
        assertThat(place.degraded()).isEmpty();
    }

    @Test
    void fileThatCannotBeOpened_isAFailure() {
        source.deliveries = List.of(new Delivery("gone", folder.resolve("gone"), "gone", Optional.empty(), false));

        assertThatThrownBy(place::pass)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone cannot be read");
        assertThat(place.degraded()).isEmpty();
    }

    @Test
    void whatCouldNotBeRead_isCountedOnce_andShownForAnHour() {
        source.unread = List.of(new Unread("OBJECT_GONE", 3, START, "trail/a is gone"));
        place.pass();
        place.pass();
        assertThat(place.degraded())
                .containsOnly(Map.entry(
                        "watch-1 OBJECT_GONE", "3 since the start, the last at 2026-11-21T03:12:00Z: trail/a is gone"));

        source.unread = List.of(new Unread("OBJECT_GONE", 4, START, "trail/b is gone"));
        place.pass();
        assertThat(meters.text()).contains("breakwater_watch_unread_total{code=\"OBJECT_GONE\",watch=\"watch-1\"} 4.0");

        clock.advance(Duration.ofHours(1));
        assertThat(place.degraded()).isEmpty();
    }

    @Test
    void whatWaits_isMeasuredByLane_andIsNotKnownOfALaneThatIsGone() {
        source.waiting = Map.of("audit/0", 7L);
        place.pass();
        place.pass();
        assertThat(meters.text()).contains("breakwater_watch_waiting{lane=\"audit/0\",watch=\"watch-1\"} 7.0");

        source.waiting = Map.of();
        assertThat(meters.text()).contains("breakwater_watch_waiting{lane=\"audit/0\",watch=\"watch-1\"} NaN");
    }

    @Test
    void sourceThatCannotBeClosed_keepsNoServerFromStopping() {
        place.close();

        assertThat(source.closed).isTrue();
    }
}
