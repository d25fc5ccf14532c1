package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing to be opened and read.
 *
 * @param size in bytes; 0 when it cannot be known
 */
record Source(int number, String name, long size, Kind kind, Input.Opening opening) {
    enum Kind {
        FILE,
        /** A symbolic link below a folder; not followed. */
        LINK,
        /** Could not be listed, or is neither file nor folder. */
        UNREADABLE
    }

    InputStream open() throws IOException {
        return opening.open();
    }

    /** Everything the inputs hold, in the order of the inputs and, below a folder, of the names. */
    static List<Source> of(List<Input> inputs) {
        List<Source> sources = new ArrayList<>();
        for (Input input : inputs) {
            if (input.isStream()) {
                sources.add(new Source(sources.size(), input.name(), 0, Kind.FILE, input::open));
            } else {
                walk(input.path(), input.name(), sources, true);
            }
        }
        return sources;
    }

    private static void walk(Path path, String name, List<Source> into, boolean given) {
        if (!given && Files.isSymbolicLink(path)) {
            into.add(new Source(into.size(), name, 0, Kind.LINK, InputStream::nullInputStream));
        } else if (Files.isDirectory(path)) {
            folder(path, name, into);
        } else {
            into.add(file(path, name, into.size(), given));
        }
    }

    private static Source file(Path path, String name, int number, boolean given) {
        LinkOption[] links = given ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        try {
            boolean regular = Files.isRegularFile(path, links);
            return new Source(
                    number,
                    name,
                    regular ? Files.size(path) : 0,
                    regular || given ? Kind.FILE : Kind.UNREADABLE,
                    () -> Files.newInputStream(path));
        } catch (IOException e) {
            return new Source(number, name, 0, Kind.UNREADABLE, InputStream::nullInputStream);
        }
    }

    private static void folder(Path path, String name, List<Source> into) {
        List<Path> children;
        try (Stream<Path> listed = Files.list(path)) {
            children = listed.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            into.add(new Source(into.size(), name, 0, Kind.UNREADABLE, InputStream::nullInputStream));
            return;
        }
        for (Path child : children) {
            walk(child, (name.isEmpty() ? "" : name + "/") + child.getFileName(), into, false);
        }
    }
}
