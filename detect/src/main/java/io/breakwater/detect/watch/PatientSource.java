package io.breakwater.detect.watch;

import io.breakwater.detect.spi.Bookmarks;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.detect.spi.Unread;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A source that is left alone for a while when it could not be asked, each time for longer, and that knows since when.
 *
 * <p>How long is told by a clock that nobody sets, so that a wrong time of day keeps no log waiting.
 */
public final class PatientSource implements LogSource {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final LogSource source;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Optional<Outage> outage = Optional.empty();
    private Duration pause = FIRST;
    private long failedNanos;

    /**
     * A source that cannot be asked.
     *
     * @param again when it is asked the next time
     */
    public record Outage(Instant since, Instant again, String why) {}

    public PatientSource(LogSource source, InstantSource clock, LongSupplier nanoTime) {
        this.source = source;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return source.name();
    }

    /** @throws IOException when the source cannot be asked, or could not be just now and was not asked again yet */
    @Override
    public List<Delivery> poll(int most) throws IOException {
        Optional<Outage> before = outage;
        if (before.isPresent() && nanoTime.getAsLong() - failedNanos < pause.toNanos()) {
            throw new IOException(before.get().why());
        }
        try {
            List<Delivery> deliveries = source.poll(most);
            outage = Optional.empty();
            return deliveries;
        } catch (IOException away) {
            note(before, Objects.requireNonNullElse(away.getMessage(), away.toString()));
            throw away;
        }
    }

    private void note(Optional<Outage> before, String why) {
        pause = before.isEmpty() ? FIRST : shorter(pause.multipliedBy(2), LONGEST);
        failedNanos = nanoTime.getAsLong();
        Instant now = clock.instant();
        outage = Optional.of(new Outage(before.map(Outage::since).orElse(now), now.plus(pause), why));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Since when it cannot be asked, while it cannot. From any thread. */
    public Optional<Outage> outage() {
        return outage;
    }

    @Override
    public void resume(Bookmarks bookmarks) {
        source.resume(bookmarks);
    }

    @Override
    public List<Unread> unread() {
        return source.unread();
    }

    @Override
    public Map<String, Long> waiting() {
        return source.waiting();
    }

    @Override
    public void done(Delivery delivery) throws IOException {
        source.done(delivery);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
