package io.breakwater.detect.read;

import io.breakwater.detect.read.Source.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that inputs hold, in their order and, below a folder, in the order of names. Walked while it is read, so that
 * no more names are in memory than those of the folders on the way that come next.
 */
final class Sources {
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] STAY = {LinkOption.NOFOLLOW_LINKS};

    private final Iterator<Found> given;
    private final Deque<Open> open = new ArrayDeque<>();
    private int count;

    /** Something that was listed and not looked at yet; {@code given} when a person named it. */
    private record Found(Path path, String name, boolean given, Input.Opening stream) {
        boolean isStream() {
            return path.toString().isEmpty();
        }
    }

    /** A folder, and what is left in it. */
    private record Open(Found folder, Listing rest) {}

    /** How much there is: files, and their bytes. */
    record Extent(long files, long bytes) {
        static Extent of(List<Input> inputs) {
            Sources sources = new Sources(inputs);
            long files = 0;
            long bytes = 0;
            for (Optional<Source> next = sources.next(); next.isPresent(); next = sources.next()) {
                files++;
                bytes += next.get().size();
            }
            return new Extent(files, bytes);
        }
    }

    Sources(List<Input> inputs) {
        given = inputs.stream()
                .map(input -> new Found(input.path(), input.name(), true, input::open))
                .iterator();
    }

    /** The next thing to be read, numbered from 0; empty when there is none left. */
    synchronized Optional<Source> next() {
        Optional<Source> source = Optional.empty();
        while (source.isEmpty() && (!open.isEmpty() || given.hasNext())) {
            source = open.isEmpty() ? sourceOf(given.next()) : nextOf(open.peek());
        }
        count += source.isPresent() ? 1 : 0;
        return source;
    }

    /** Empty when a folder ends or begins. */
    private Optional<Source> nextOf(Open folder) {
        try {
            if (folder.rest().hasNext()) {
                return sourceOf(inside(folder.folder(), folder.rest().next()));
            }
            open.pop();
            return Optional.empty();
        } catch (UncheckedIOException gone) {
            open.pop();
            return source(folder.folder(), 0, Kind.UNREADABLE);
        }
    }

    /** What was found; empty when it is a folder, which is then open. */
    private Optional<Source> sourceOf(Found found) {
        if (found.isStream()) {
            return source(found, 0, Kind.FILE);
        }
        if (!found.given() && Files.isSymbolicLink(found.path())) {
            return source(found, 0, Kind.LINK);
        }
        return Files.isDirectory(found.path()) ? folder(found) : file(found);
    }

    private Optional<Source> source(Found found, long size, Kind kind) {
        return Optional.of(new Source(count, 0, found.name(), size, kind, found.stream()));
    }

    /** What a person named is opened in any case: a pipe can be read, and a missing file must be told. */
    private Optional<Source> file(Found found) {
        boolean isRegular = Files.isRegularFile(found.path(), found.given() ? FOLLOW : STAY);
        try {
            long size = isRegular ? Files.size(found.path()) : 0;
            return source(found, size, isRegular || found.given() ? Kind.FILE : Kind.UNREADABLE);
        } catch (IOException e) {
            return source(found, 0, Kind.UNREADABLE);
        }
    }

    private Optional<Source> folder(Found folder) {
        try {
            open.push(new Open(folder, new Listing(folder.path(), Listing.AT_A_TIME)));
            return Optional.empty();
        } catch (IOException e) {
            return source(folder, 0, Kind.UNREADABLE);
        }
    }

    private static Found inside(Found folder, Path file) {
        Path path = folder.path().resolve(file);
        String name = file.toString();
        String inner = folder.name().endsWith("/") ? folder.name() + name : folder.name() + "/" + name;
        Input.Opening opening = () -> Files.newInputStream(path);
        return new Found(path, inner, false, opening);
    }
}
