package io.breakwater.server;

import io.breakwater.detect.spi.Unread;
import io.breakwater.detect.watch.PatientSource;
import io.breakwater.detect.watch.PatientSource.Outage;
import io.breakwater.detect.watch.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** One place that logs come from, and how it fares: told to the log when it changes, to health and metrics always. */
final class WatchedPlace {
    private static final Logger LOG = Logger.getLogger(WatchedPlace.class);
    /** For how long health shows what could not be read; the counters never forget it. */
    private static final Duration SHOWN = Duration.ofHours(1);

    private final String name;
    private final PatientSource source;
    private final Watch watch;
    private final InstantSource clock;
    private final Meters meters;
    private final Map<String, Long> told = new HashMap<>();
    private final Set<String> measured = new HashSet<>();
    private boolean away;

    WatchedPlace(String name, PatientSource source, Watch watch, InstantSource clock, Meters meters) {
        this.name = name;
        this.source = source;
        this.watch = watch;
        this.clock = clock;
        this.meters = meters;
        meters.gaugeOfWatch(
                "breakwater.watch.away",
                "1 while the place that logs come from cannot be asked",
                name,
                () -> source.outage().isPresent() ? 1 : 0);
    }

    String name() {
        return name;
    }

    /** That a place cannot be asked is its state, and no failure of ours; everything else is. */
    void pass() {
        try {
            watch.pass();
        } catch (IOException e) {
            if (source.outage().isEmpty()) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        } finally {
            tellOutage();
            source.unread().forEach(this::tellUnread);
            source.waiting().keySet().forEach(this::measure);
        }
    }

    private void measure(String lane) {
        if (measured.add(lane)) {
            meters.waiting(
                    name,
                    lane,
                    () -> Optional.ofNullable(source.waiting().get(lane))
                            .map(Long::doubleValue)
                            .orElse(Double.NaN));
        }
    }

    private void tellOutage() {
        Optional<Outage> outage = source.outage();
        if (outage.isPresent() && !away) {
            LOG.errorf(
                    "%s cannot ask %s, and asks again and again: %s",
                    name, source.name(), outage.get().why());
        } else if (outage.isEmpty() && away) {
            LOG.infof("%s can ask %s again", name, source.name());
        }
        away = outage.isPresent();
    }

    private void tellUnread(Unread unread) {
        long more = unread.count() - told.getOrDefault(unread.code(), 0L);
        if (more > 0) {
            told.put(unread.code(), unread.count());
            meters.unread(name, unread.code(), more);
            LOG.warnf("%s: %s: %s", name, unread.code(), unread.last());
        }
    }

    /** What does not work now, by what it is about; empty when all is well. */
    Map<String, String> degraded() {
        Map<String, String> degraded = new TreeMap<>();
        source.outage()
                .ifPresent(outage -> degraded.put(
                        name,
                        "cannot ask " + source.name() + " since " + outage.since() + ", asked again at "
                                + outage.again() + ": " + outage.why()));
        Instant since = clock.instant().minus(SHOWN);
        for (Unread unread : source.unread()) {
            if (unread.at().isAfter(since)) {
                degraded.put(
                        name + " " + unread.code(),
                        unread.count() + " since the start, the last at " + unread.at() + ": " + unread.last());
            }
        }
        return degraded;
    }

    /** Ends a wait for something to come. What cannot be let go of properly ends with the process. */
    void close() {
        try {
            source.close();
        } catch (IOException e) {
            LOG.warnf("%s was not let go of properly: %s", name, e.getMessage());
        }
    }
}
