package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something to be read: a file, a folder with everything below it, or a stream such as standard input. Symbolic links
 * below a folder are not followed, so that a link can neither lead out of it nor round in circles; each is reported.
 */
public final class Input {
    /** Opens the bytes anew. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Path path;
    private final Opening opening;

    private Input(String name, Path path, Opening opening) {
        this.name = name;
        this.path = path;
        this.opening = opening;
    }

    /** A file or folder; named as it is written. */
    public static Input path(Path path) {
        return new Input(path.toString().replace('\\', '/'), path, () -> Files.newInputStream(path));
    }

    /** A file or folder under a name of its own, such as what a person typed. */
    public static Input path(String name, Path path) {
        return new Input(name.replace('\\', '/'), path, () -> Files.newInputStream(path));
    }

    /** A stream, which is read once and closed. */
    public static Input stream(String name, InputStream in) {
        return new Input(name, Path.of(""), () -> in);
    }

    String name() {
        return name;
    }

    Path path() {
        return path;
    }

    InputStream open() throws IOException {
        return opening.open();
    }
}
