package io.breakwater.cli;

import io.breakwater.cli.talk.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of the tool in surroundings made for a test, and how it ended. */
record CliRun(int exit, String out, String err) {
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

        CliRun run(String... args) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Surroundings around = new Surroundings(
                    new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                    new PrintWriter(out),
                    new PrintWriter(err),
                    environment,
                    folder,
                    folder,
                    Optional.of(folder),
                    terminals,
                    100,
                    InstantSource.fixed(NOW));
            int exit = Cli.run(around, args);
            return new CliRun(exit, out.toString(), err.toString());
        }
    }
}
