package io.breakwater.connect;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * A program in Java that tests talk to: a process of its own, on the class path that a module without code of ours has
 * written. All it writes lies in one folder, what its libraries unpack too, so that nothing is left of it however it ends.
 */
public final class ForeignProgram {
    private final Path folder;
    private final Path module;

    /** @param module {@code broker} or {@code emulators} */
    public ForeignProgram(String module) throws IOException {
        this.folder = Files.createTempDirectory("breakwater-" + module);
        this.module = Path.of(System.getProperty("breakwater.root", ".."), "connect", module);
    }

    /** Where it may write. */
    public Path folder() {
        return folder;
    }

    /** Beside its {@code pom.xml}. */
    public Path source(String name) {
        return module.resolve(name);
    }

    /** A port of loopback that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it.
     *
     * @param log the name of the file for what it says; what is there already stays
     */
    public Process start(String log, String... words) throws IOException {
        return start(log, List.of(), words);
    }

    /** The same with more on its class path. */
    public Process start(String log, List<Path> beside, String... words) throws IOException {
        StringJoiner classPath = new StringJoiner(File.pathSeparator);
        classPath.add(Files.readString(module.resolve("target/classpath")));
        beside.forEach(path -> classPath.add(path.toString()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                .start();
    }

    /** After its processes have ended. */
    public void erase() {
        erase(folder);
    }

    /** With everything in it. */
    public static void erase(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
