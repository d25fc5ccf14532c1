package io.breakwater.cli.drill;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the people of a drill act in.
 *
 * @param folder where recordings and the pack go
 */
record Scene(Cast cast, Emergency emergency, InstantSource clock, Measures measures, Path folder) {
    Transcript transcript() {
        return new Transcript(clock);
    }

    Path recording(String grant) {
        return folder.resolve("session-" + grant + ".txt");
    }
}
