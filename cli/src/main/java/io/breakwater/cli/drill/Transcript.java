package io.breakwater.cli.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What was said to the database and what it answered, with times: the recording of the session. */
final class Transcript {
    private final InstantSource clock;
    private final List<String> lines = new ArrayList<>();

    Transcript(InstantSource clock) {
        this.clock = clock;
    }

    void said(String statement) {
        lines.add(clock.instant() + "  > " + statement);
    }

    void answered(String answer) {
        lines.add(clock.instant() + "  < " + answer);
    }

    /** Writes it down. */
    Path writeTo(Path file) throws IOException {
        return Files.write(file, lines);
    }
}
