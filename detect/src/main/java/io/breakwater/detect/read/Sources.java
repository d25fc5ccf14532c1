package io.breakwater.detect.read;

import io.breakwater.detect.read.Source.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that inputs hold, in their order and, below a folder, in the order of names. Walked while it is read, so that
 * no more names are in memory than the folders on the way have.
 */
final class Sources {
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] STAY = {LinkOption.NOFOLLOW_LINKS};

    private final Deque<Iterator<Found>> open = new ArrayDeque<>();
    private int count;

    /** Something that was listed and not looked at yet; {@code given} when a person named it. */
    private record Found(Path path, String name, boolean given, Input.Opening stream) {
        boolean isStream() {
            return path.toString().isEmpty();
        }
    }

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
        open.push(inputs.stream()
                .map(input -> new Found(input.path(), input.name(), true, input::open))
                .iterator());
    }

    /** The next thing to be read, numbered from 0; empty when there is none left. */
    synchronized Optional<Source> next() {
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
            } else {
                Optional<Source> source = sourceOf(open.peek().next());
                if (source.isPresent()) {
                    count++;
                    return source;
                }
            }
        }
        return Optional.empty();
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
        List<String> names;
        try (Stream<Path> listed = Files.list(folder.path())) {
            names = listed.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return source(folder, 0, Kind.UNREADABLE);
        }
        open.push(names.stream().map(name -> inside(folder, name)).iterator());
        return Optional.empty();
    }

    private static Found inside(Found folder, String name) {
        Path path = folder.path().resolve(name);
        String inner = folder.name().endsWith("/") ? folder.name() + name : folder.name() + "/" + name;
        Input.Opening opening = () -> Files.newInputStream(path);
        return new Found(path, inner, false, opening);
    }
}
