package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.scan.DigestView;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.digest.DigestCheck;
import io.breakwater.detect.digest.DigestKeys;
import io.breakwater.detect.digest.DigestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What CloudTrail's digest files prove. */
@Command(
        name = "digest",
        description = "What CloudTrail's digest files prove about the logs beside them.",
        footer = "  breakwater digest verify bucket/ --keys keys.json")
final class DigestCommands {
    private final Cli cli;

    DigestCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "verify",
            description = {
                "Decide whether logs are what CloudTrail delivered: no server, no cloud, no network.",
                "Exit codes: 0 proven, 40 something was changed, removed or added, 41 there are times without digests,",
                "42 nothing wrong was found but not every signature could be checked, 43 there is no digest."
            },
            footer = {
                "  aws cloudtrail list-public-keys --start-time 2026-07-01 > keys.json",
                "  breakwater digest verify bucket/ --keys keys.json"
            })
    int verify(
            @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Copies of the bucket, or parts of it.")
                    List<Path> folders,
            @Option(
                            names = "--keys",
                            paramLabel = "FILE",
                            description = "CloudTrail's public keys: output of list-public-keys, or PEM.")
                    Optional<Path> keys) {
        DigestView view = new DigestView(
                check(cli, folders.stream().map(this::there).toList(), keys),
                cli.around().workFolder().toString());
        ObjectNode document = Documents.object();
        view.writeTo(document);
        cli.show(document, view.lines(cli.console()));
        return view.exit();
    }

    private Path there(Path typed) {
        Path file = cli.around().workFolder().resolve(typed);
        if (!Files.exists(file)) {
            throw Failure.usage("there is no " + typed, "Check the name.");
        }
        return file;
    }

    static DigestReport check(Cli cli, List<Path> folders, Optional<Path> keys) {
        DigestKeys believed = keys.map(
                        file -> DigestKeys.read(cli.around().workFolder().resolve(file)))
                .orElseGet(DigestKeys::none);
        try {
            return DigestCheck.of(folders, believed);
        } catch (IOException unreadable) {
            throw new Failure("UNREADABLE", "a folder cannot be listed", "Check who may read it.", Exit.USAGE);
        }
    }
}
