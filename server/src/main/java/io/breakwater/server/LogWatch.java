package io.breakwater.server;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.cover.Scope;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.watch.LiveBook;
import io.breakwater.detect.watch.PatientSource;
import io.breakwater.detect.watch.Rejudge;
import io.breakwater.detect.watch.Watch;
import io.breakwater.detect.watch.WatchOptions;
import io.breakwater.ledger.Journal;
import io.breakwater.model.TargetName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The logs this server watches. They are read on threads of their own: however much comes in, access is still ended in
 * time.
 */
final class LogWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration REJUDGED = Duration.ofSeconds(1);

    private final List<WatchedPlace> places = new ArrayList<>();
    private final Rejudge rejudge;
    private final Ticks ticks;

    private LogWatch(Settings settings, Journal journal, InstantSource clock, Meters meters) {
        Settings.Watching watching = settings.watching();
        LiveBook book = new LiveBook(journal, cover(watching));
        this.rejudge = new Rejudge(journal, book, clock);
        // A place may wait for something to come: each has a thread, so that none waits for another; judging again too.
        this.ticks = new Ticks(clock, meters, 1 + watching.locations().size());
        WatchFolder folder = new WatchFolder(settings.data());
        folder.clear();
        Set<Path> remembered = new HashSet<>();
        if (!watching.locations().isEmpty()) {
            WatchOptions options = new WatchOptions(KnownFormats.all(), watching.rules(), book, folder.ready());
            for (LogLocation location : watching.locations()) {
                String name = WatchFolder.place(places.size() + 1);
                LogLocation.House house = new LogLocation.House(watching, folder.of(name), clock);
                PatientSource source = new PatientSource(location.open(house), clock, System::nanoTime);
                Watch watch = new Watch(source, journal, options, clock, found -> meters.alerted(found.times()));
                places.add(new WatchedPlace(name, source, watch, clock, meters));
                remembered.add(watch.remembered());
            }
        }
        folder.forgetAllBut(remembered, clock.instant());
    }

    /** Makes ready to watch what the settings name, which may be nothing. */
    static LogWatch of(Settings settings, Journal journal, InstantSource clock, Meters meters) {
        return new LogWatch(settings, journal, clock, meters);
    }

    private static JournalCover cover(Settings.Watching watching) {
        Map<TargetName, Scope> targets = watching.accounts().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new TargetName(entry.getKey()),
                        entry -> new Scope(Set.of(), entry.getValue(), List.of(), Set.of())));
        return new JournalCover(
                targets,
                person -> watching.domains().stream()
                        .map(domain -> person.value() + "@" + domain)
                        .toList());
    }

    void begin() {
        Stream<Ticks.Tick> reading = places.stream().map(place -> new Ticks.Tick(place.name(), PAUSE, place::pass));
        Stream<Ticks.Tick> judging =
                isWatching() ? Stream.of(new Ticks.Tick("rejudge", REJUDGED, rejudge::pass)) : Stream.empty();
        ticks.start(Stream.concat(reading, judging).toList());
    }

    boolean isWatching() {
        return !places.isEmpty();
    }

    /** What does not work now, by the name of its place. */
    Map<String, String> degraded() {
        Map<String, String> degraded = new TreeMap<>();
        ticks.failing().forEach((name, run) -> degraded.put(name, run.toString()));
        places.forEach(place -> degraded.putAll(place.degraded()));
        return degraded;
    }

    @Override
    public void close() {
        places.forEach(WatchedPlace::close);
        ticks.close();
    }
}
