package io.breakwater.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody who is not root, and a JVM of theirs: whoever runs the tests, or, under root, an account without any rights that
 * gets the classes copied to where it can read them.
 */
final class NormalUser {
    private static final int NOBODY = 65534;

    private final Path home;
    private final boolean dropped;
    private final String classPath;

    private NormalUser(Path home, boolean dropped, String classPath) {
        this.home = home;
        this.dropped = dropped;
        this.classPath = classPath;
    }

    /** With this new folder as theirs, which everybody can reach. */
    static NormalUser in(Path folder) {
        try {
            Path home = Files.createDirectory(folder.resolve("home"));
            if (!"root".equals(System.getProperty("user.name"))) {
                return new NormalUser(home, false, System.getProperty("java.class.path"));
            }
            NormalUser nobody = new NormalUser(home, true, copied(Files.createDirectory(folder.resolve("classes"))));
            nobody.own(home);
            return nobody;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String copied(Path folder) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path original = Path.of(entry);
            if (Files.exists(original)) {
                Path copy = folder.resolve(copies.size() + "-" + original.getFileName());
                copy(original, copy);
                copies.add(copy);
            }
        }
        return copies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path copy = to.resolve(from.relativize(one).toString());
                Files.copy(one, copy, StandardCopyOption.REPLACE_EXISTING);
                boolean folder = Files.isDirectory(one);
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(folder ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** A folder of theirs that is not there yet. */
    Path folder(String name) {
        return home.resolve(name);
    }

    /** Gives a path to them. */
    void own(Path path) throws IOException {
        if (dropped) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /** The number of the account. */
    int uid() throws IOException {
        return (int) Files.getAttribute(home, "unix:uid");
    }

    /** A server of theirs in this folder, as {@link ChildServer} has it. */
    Process start(Path folder, int port) throws IOException {
        List<String> words = new ArrayList<>();
        if (dropped) {
            words.addAll(List.of(
                    "/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                ChildServer.class.getName(),
                folder.toString(),
                Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        return builder.directory(home.toFile()).start();
    }
}
