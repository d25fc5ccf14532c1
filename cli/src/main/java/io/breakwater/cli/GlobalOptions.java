package io.breakwater.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The tool itself, and the options every command takes. */
@Command(
        name = "breakwater",
        description = "Emergency access that stays provable.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  breakwater drill              play an emergency, from nothing to a verified pack",
            "  breakwater up                 start a server on this machine",
            "  breakwater incident declare \"checkout down\" --severity 1",
            "  breakwater access orders-db admin --for 45m --reason \"restart order intake\" -- psql",
            "  breakwater verify pack.zip    offline, on any machine"
        })
final class GlobalOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The server (else BREAKWATER_URL, else what `login` kept).")
    Optional<String> server = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "File with the token (else BREAKWATER_TOKEN, else what `login` kept).")
    Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            scope = ScopeType.INHERIT,
            description = "Certificate authorities to trust for the server.")
    Optional<Path> caFile = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            scope = ScopeType.INHERIT,
            description = "How long to wait for an answer (default: ${DEFAULT-VALUE}).")
    String timeout = "30s";

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "One JSON document on standard output, errors included.")
    boolean json;
}
