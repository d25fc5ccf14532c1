package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the evidence of one incident and fetches it. */
@Command(
        name = "pack",
        description = "Make the evidence of one incident: one zip that verifies offline.",
        footer = {"  breakwater pack INC-2026-0001 -o evidence.zip", "  breakwater verify evidence.zip"})
final class PackCommand implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(120);
    private final Cli cli;

    @Parameters(paramLabel = "INCIDENT", description = "The incident.")
    private String incident = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to put it (default: INCIDENT-pack-N.zip here).")
    private Optional<Path> output = Optional.empty();

    PackCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ServerClient server = cli.server();
        JsonNode made = server.post(IncidentCommands.path(incident) + "/packs", Documents.object(), PATIENCE);
        String number = Documents.text(made, "pack");
        Path file = cli.around()
                .workFolder()
                .resolve(
                        output.orElse(Path.of(incident.replaceAll("[^A-Za-z0-9-]", "_") + "-pack-" + number + ".zip")));
        byte[] zip = server.bytes(IncidentCommands.path(incident) + "/packs/" + number);
        String digest = Digests.sha256(zip);
        if (!digest.equals(Documents.text(made, "sha256"))) {
            throw new Failure(
                    "PACK_DAMAGED", "what arrived is not what the server made", "Fetch it again.", Exit.UNREACHABLE);
        }
        Digests.write(file, zip);
        ObjectNode shown = made.isObject() ? ((ObjectNode) made).deepCopy() : Documents.object();
        shown.put("file", file.toString());
        return cli.show(
                shown,
                file + "  (" + Documents.text(made, "facts") + " facts, " + zip.length + " bytes, sha256 " + digest
                        + ")");
    }
}
