package io.breakwater.cli.talk;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a command finds around it when it is started, so that tests can give it something else.
 *
 * @param terminals which of {@code in}, {@code out}, {@code err} are a person's terminal
 * @param columns width of the terminal
 * @param root the folder Breakwater was started from (where its jars are), when known
 */
public record Surroundings(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        Path home,
        Path workFolder,
        Optional<Path> root,
        Set<String> terminals,
        int columns,
        InstantSource clock) {

    private static final int DEFAULT_COLUMNS = 100;

    /** Those of this process. The launcher says what is a terminal: Java 17 cannot tell for each stream. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.in,
                writer(new java.io.FileOutputStream(java.io.FileDescriptor.out)),
                writer(new java.io.FileOutputStream(java.io.FileDescriptor.err)),
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                Path.of("").toAbsolutePath(),
                Optional.ofNullable(System.getProperty("breakwater.home")).map(Path::of),
                Stream.of(System.getProperty("breakwater.terminals", "").split(","))
                        .collect(Collectors.toSet()),
                Optional.ofNullable(System.getProperty("breakwater.columns"))
                        .filter(text -> text.matches("[1-9][0-9]{1,3}"))
                        .map(Integer::parseInt)
                        .orElse(DEFAULT_COLUMNS),
                InstantSource.system());
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new java.io.OutputStreamWriter(new Pipe(stream), StandardCharsets.UTF_8), true);
    }

    /** A variable of the environment that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Where files go that nobody is to find afterwards: the variable {@code TMPDIR}, or the platform's folder. */
    public Path temporary() {
        return Path.of(variable("TMPDIR").orElseGet(() -> System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /** Whether a stream is a person's terminal that can be written over and coloured. */
    public boolean isTerminal(String stream) {
        return terminals.contains(stream) && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether colour is welcome on a stream (https://no-color.org). */
    public boolean coloured(String stream) {
        return isTerminal(stream) && variable("NO_COLOR").isEmpty();
    }
}
