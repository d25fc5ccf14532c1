package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One run of the tool in surroundings made for a test, and how it ended. */
record CliRun(int exit, String out, String err) {
    /** What it printed, as the JSON it has to be: one document, nothing after it. */
    JsonNode json() {
        return Documents.parse(out.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError("not one JSON document: " + out + err));
    }

    /** The code on the line of the failure. */
    String code() {
        return err.lines()
                .filter(line -> line.matches("[A-Z_]+: .*"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .findFirst()
                .orElse("");
    }

    static final Instant NOW = Instant.parse("2026-11-21T03:12:00Z");

    static Builder in(Path folder) {
        return new Builder(folder);
    }

    /** What the run finds around it. */
    static final class Builder {
        private final Path folder;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Set<String> terminals = Set.of();
        private String typed = "";
        private int columns = 100;
        private Optional<Writer> given = Optional.empty();

        private Builder(Path folder) {
            this.folder = folder;
        }

        Builder with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        Builder server(String url) {
            return with("BREAKWATER_URL", url).with("BREAKWATER_TOKEN", "bw_secret");
        }

        Builder typing(String text) {
            typed = text;
            return this;
        }

        Builder onATerminal() {
            terminals = Set.of("in", "out", "err");
            return this;
        }

        /** A command line as somebody types it; text of several words in single quotes. */
        CliRun line(String typedLine) {
            return run(Pattern.compile("'([^']*)'|(\\S+)")
                    .matcher(typedLine)
                    .results()
                    .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                    .toArray(String[]::new));
        }

        Builder columns(int wide) {
            columns = wide;
            return this;
        }

        Builder writingTo(Writer stream) {
            given = Optional.of(stream);
            return this;
        }

        CliRun run(String... args) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Surroundings around = new Surroundings(
                    new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                    new PrintWriter(given.orElse(out)),
                    new PrintWriter(err),
                    environment,
                    folder,
                    folder,
                    Optional.of(folder),
                    terminals,
                    columns,
                    InstantSource.fixed(NOW));
            int exit = Cli.run(around, args);
            return new CliRun(exit, out.toString(), err.toString());
        }
    }
}
