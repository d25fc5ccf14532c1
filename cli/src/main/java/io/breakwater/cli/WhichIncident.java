package io.breakwater.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The incident a command is about: named, or the only one open. */
final class WhichIncident {
    static final String DEFAULT = "The incident (default: the only one open).";

    @Option(
            names = {"-i", "--incident"},
            paramLabel = "INCIDENT",
            description = DEFAULT)
    private Optional<String> named = Optional.empty();

    Optional<String> named() {
        return named;
    }
}
