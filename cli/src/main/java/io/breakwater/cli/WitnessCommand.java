package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.PrivateFile;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.merkle.VerifierKey;
import io.breakwater.ledger.witness.Witness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a witness until Ctrl-C: it cosigns heads that continue what it remembers, and nothing else. */
@Command(
        name = "witness",
        description = {
            "Run a witness until Ctrl-C (C2SP tlog-witness): it cosigns heads that continue what it remembers, and"
                    + " nothing else.",
            "Run it on a machine that the server's operators do not hold."
        },
        footer = {
            "  breakwater witness --key-folder witness --name witness.example --log \"$LOG_KEY\" --listen 127.0.0.1:7481"
        })
final class WitnessCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    private final Cli cli;

    @Option(names = "--key-folder", required = true, paramLabel = "FOLDER", description = "Its key and its memory.")
    private Path keyFolder = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "witness.invalid",
            description = "As on its cosignatures (default: ${DEFAULT-VALUE}).")
    private String name = "witness.invalid";

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            description = "Key of a log it watches (see `breakwater ledger head --json`). May be given again.")
    private List<String> logs = List.of();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7481",
            description = "Where to listen; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:7481";

    WitnessCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Path folder = cli.around().workFolder().resolve(keyFolder);
        List<Trust> trusts = logs.stream().map(WitnessCommand::trust).toList();
        InetSocketAddress address = address();
        PrivateFile.folder(folder);
        NoteSigner signer = WitnessKeys.openOrFound(folder.resolve("key"), name, new SecureRandom());
        if (logs.isEmpty()) {
            return cli.show(
                    Documents.object().put("key", signer.vkey()),
                    List.of("key " + signer.vkey(), "It watches nothing: give --log."));
        }
        try (Witness witness = Witness.open(
                        signer, trusts, folder.resolve("heads"), cli.around().clock());
                WitnessListener listener = WitnessListener.open(witness, address)) {
            String url = listener.url();
            ObjectNode announcement = Documents.object().put("url", url).put("key", signer.vkey());
            announcement.put("pid", ProcessHandle.current().pid());
            cli.show(
                    announcement,
                    List.of(
                            "witness " + name + " is ready at " + url,
                            "  key " + signer.vkey(),
                            "  next: breakwater up --witness \"" + url + " " + signer.vkey() + "\"",
                            "Ctrl-C stops it."));
            new CountDownLatch(1).await();
            return Exit.OK.code();
        } catch (IOException unusable) {
            throw new Failure(
                    "WITNESS_NOT_STARTED",
                    Optional.ofNullable(unusable.getMessage()).orElse("the witness cannot start"),
                    "Check --listen and --key-folder.",
                    Exit.CONFLICT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Exit.OK.code();
        }
    }

    private static Trust trust(String vkey) {
        try {
            return Trust.in(VerifierKey.parse(vkey));
        } catch (ProofException malformed) {
            throw Failure.usage(
                    Optional.ofNullable(malformed.getMessage()).orElse("not a key"),
                    "Copy the key from `breakwater ledger head --json`.");
        }
    }

    private InetSocketAddress address() {
        int colon = listen.lastIndexOf(':');
        String port = listen.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            throw Failure.usage("--listen is HOST:PORT", "For example 127.0.0.1:7481.");
        }
        return new InetSocketAddress(listen.substring(0, colon), Integer.parseInt(port));
    }
}
