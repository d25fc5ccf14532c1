package io.breakwater.detect.watch;

import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.scan.LiveScan;
import io.breakwater.detect.scan.Remembered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The events that are looked back at: of every log those that can mean something together with others, for as long as rules
 * span. They are kept in memory, and on disk beside the server's data, so that a restart forgets nothing.
 *
 * <p>What is remembered of a log is on disk before the log is on the record. One whose log never came there is thrown away
 * when this starts: the log is read again.
 */
final class LookBack {
    static final long MOST_BYTES = 48L << 20;
    private static final String ENDING = ".events";

    private final Path folder;
    private final LiveScan scan;
    private final Predicate<String> isRead;
    /** By the digest of the log, the earliest read first. */
    private final Map<String, Remembered> logs = new LinkedHashMap<>();

    private int events;
    private long bytes;
    /** What has been laid aside of logs of which it is not known yet whether they have come on the record. */
    private final Map<String, Remembered> doubtful = new LinkedHashMap<>();
    /** What had to make room, and how many events that is, until it is on the record. */
    private final List<String> pushedOut = new ArrayList<>();

    private long forgotten;

    /** @param isRead whether the log of that digest is on the record */
    LookBack(Path folder, LiveScan scan, Predicate<String> isRead) {
        this.folder = folder;
        this.scan = scan;
        this.isRead = isRead;
        try {
            forUsAlone(folder);
            load();
        } catch (IOException e) {
            throw new UncheckedIOException("events to look back at cannot be kept: " + e.getMessage(), e);
        }
    }

    /** What is kept are records as they were logged. */
    private static void forUsAlone(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void load() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.sorted(Comparator.comparing(LookBack::written)).toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            String digest = name.substring(0, Math.max(0, name.length() - ENDING.length()));
            Optional<Remembered> kept = name.endsWith(ENDING) && isRead.test(digest) ? whole(file) : Optional.empty();
            kept.ifPresentOrElse(found -> hold(digest, found), () -> delete(file));
        }
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    /** What is not whole was not written by us, or by another version: it cannot be looked back at. */
    private Optional<Remembered> whole(Path file) {
        try {
            return Optional.of(scan.read(file));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lays it aside, before its log goes on the record. */
    void write(String digest, Remembered kept) {
        if (kept.isEmpty()) {
            return;
        }
        try {
            scan.write(kept, file(digest));
            doubtful.put(digest, kept);
        } catch (IOException e) {
            throw new UncheckedIOException("events to look back at cannot be kept: " + e.getMessage(), e);
        }
    }

    private Path file(String digest) {
        return folder.resolve(digest + ENDING);
    }

    /** Throws away what was laid aside of a log that was refused. */
    void dismiss(String digest) {
        doubtful.remove(digest);
        delete(file(digest));
    }

    /** Makes up for what was put on the record, or was not, though nobody was told. */
    void settle(Instant now) {
        new LinkedHashMap<>(doubtful).forEach((digest, kept) -> {
            if (isRead.test(digest)) {
                add(digest, kept, now);
            } else {
                dismiss(digest);
            }
        });
    }

    /**
     * Looks back at it from now on: its log is on the record, and so is what was forgotten for it.
     *
     * @param now what is over by then is let go, unless logs are read that are older still
     */
    void add(String digest, Remembered kept, Instant now) {
        doubtful.remove(digest);
        hold(digest, kept);
        pushedOut.forEach(held -> delete(file(held)));
        pushedOut.clear();
        forgotten = 0;
        Instant latest = logs.values().stream()
                .flatMap(one -> one.latest().stream())
                .max(Comparator.naturalOrder())
                .filter(now::isAfter)
                .orElse(now);
        for (String held : List.copyOf(logs.keySet())) {
            replace(held, of(held).at(latest));
            if (!logs.containsKey(held)) {
                delete(file(held));
            }
        }
    }

    private void hold(String digest, Remembered kept) {
        if (!kept.isEmpty()) {
            logs.put(digest, kept);
            events += kept.size();
            bytes += kept.bytes();
        }
    }

    private Remembered of(String digest) {
        return Objects.requireNonNull(logs.get(digest));
    }

    private void replace(String digest, Remembered with) {
        Remembered before = of(digest);
        events += with.size() - before.size();
        bytes += with.bytes() - before.bytes();
        if (with.isEmpty()) {
            logs.remove(digest);
        } else {
            logs.put(digest, with);
        }
    }

    /**
     * Makes room for more.
     *
     * @return how many events are forgotten before their time, which nobody has been told yet
     */
    long makeRoomFor(Remembered kept) {
        for (String oldest : List.copyOf(logs.keySet())) {
            if (events + kept.size() <= Remembered.MOST_EVENTS && bytes + kept.bytes() <= MOST_BYTES) {
                break;
            }
            forgotten += of(oldest).size();
            pushedOut.add(oldest);
            replace(oldest, new Remembered(List.of(), Set.of()));
        }
        return forgotten;
    }

    /** All of it, the earliest read first. */
    List<Remembered> logs() {
        return new ArrayList<>(logs.values());
    }

    /** The digest of the log that has an event at that place. */
    Optional<String> digest(Whereabouts place) {
        return logs.entrySet().stream()
                .filter(entry -> entry.getValue().places().contains(place))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
