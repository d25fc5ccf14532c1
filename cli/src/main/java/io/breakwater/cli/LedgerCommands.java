package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.Trust;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The signed log: on a server, in a folder of tiles, or in a pack. */
@Command(
        name = "ledger",
        description = {
            "The signed log: on a server, in a folder of tiles, or in a pack.",
            "Without SOURCE the server is asked; nothing it says is believed without its proof."
        },
        footer = {"  breakwater ledger head", "  breakwater ledger verify /mnt/worm/breakwater --log-key \"$KEY\""})
final class LedgerCommands {
    private static final String SOURCE = "A folder of tiles or a pack (default: the server).";
    static final int LEDGER_BROKEN = 26;

    private final Cli cli;

    LedgerCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "head",
            description = "The signed head: whose log, how many facts, which root, who cosigned.",
            footer = {"  breakwater ledger head", "  breakwater ledger head INC-2026-0001-pack-1.zip"})
    int head(
            @Parameters(arity = "0..1", paramLabel = "SOURCE", description = SOURCE) Optional<String> source,
            @Mixin KeysToBelieve keys) {
        return checked(() -> {
            LogSource log = LogSource.of(cli, source);
            SignedNote note = log.head();
            Checkpoint head = Checkpoint.parse(note.text());
            Optional<Trust> trust = keys.trust(cli, log);
            trust.ifPresent(believed -> believed.open(note));
            ObjectNode document = Documents.object()
                    .put("origin", head.origin())
                    .put("size", head.size())
                    .put("rootHash", head.root().base64())
                    .put("signatures", note.signatures().size())
                    .put("signatureChecked", trust.isPresent())
                    .put("checkpoint", note.format());
            List<String> lines = new ArrayList<>();
            lines.add(head.origin() + "  " + head.size() + " facts");
            lines.add("  root " + head.root().base64());
            note.signatures().forEach(signature -> lines.add("  signed by " + signature.name()));
            log.ownKey().ifPresent(key -> {
                document.put("key", key);
                lines.add("  key " + key);
            });
            lines.add(
                    trust.isEmpty()
                            ? "  signature not checked: give --log-key or --trust"
                            : "  signature checked"
                                    + (keys.arePinned() ? "" : ", with the key that came from the same place"));
            return cli.show(document, lines);
        });
    }

    @Command(
            name = "show",
            description = "One fact, exactly as it is in the log.",
            footer = {"  breakwater ledger show 41", "  breakwater ledger show 41 /mnt/worm/breakwater"})
    int show(
            @Parameters(paramLabel = "FACT", description = "Its position, or its name; in a pack its number.")
                    String fact,
            @Parameters(arity = "0..1", paramLabel = "SOURCE", description = SOURCE) Optional<String> source) {
        return checked(() -> {
            JsonNode shown = LogSource.of(cli, source).fact(fact);
            return cli.show(shown, Documents.pretty(shown));
        });
    }

    @Command(
            name = "proof",
            description = "The proof that a fact is in the log, as text (C2SP tlog-proof).",
            footer = "  breakwater ledger proof 41 > 41.tlog-proof")
    int proof(
            @Parameters(paramLabel = "FACT", description = "Its position, or its name; in a pack its number.")
                    String fact,
            @Parameters(arity = "0..1", paramLabel = "SOURCE", description = SOURCE) Optional<String> source) {
        return checked(() -> {
            String proof = LogSource.of(cli, source).proof(fact);
            return cli.show(Documents.object().put("proof", proof), proof.stripTrailing());
        });
    }

    @Command(
            name = "verify",
            description = {
                "Check the whole log: signature, every entry, every tile, the root.",
                "Without --log-key or --trust, a server's key is taken from the server itself, and that is said."
            },
            footer = {
                "  breakwater ledger verify",
                "  breakwater ledger verify /mnt/worm/breakwater --trust house-keys.json"
            })
    int verify(
            @Parameters(arity = "0..1", paramLabel = "SOURCE", description = SOURCE) Optional<String> source,
            @Mixin KeysToBelieve keys) {
        return checked(() -> {
            LogSource log = LogSource.of(cli, source);
            Trust trust = keys.trust(cli, log)
                    .orElseThrow(() -> Failure.usage("no key to check the log with", "Give --log-key or --trust."));
            SignedNote note = log.head();
            Checkpoint head = trust.open(note);
            log.verifyWith(new LogVerifier(trust), note);
            ObjectNode document = Documents.object()
                    .put("verdict", "INTACT")
                    .put("origin", head.origin())
                    .put("size", head.size())
                    .put("rootHash", head.root().base64())
                    .put("unpinned", !keys.arePinned());
            String line = "INTACT  " + head.origin() + ": " + head.size() + " facts, root "
                    + head.root().base64();
            return cli.show(
                    document,
                    keys.arePinned()
                            ? List.of(line)
                            : List.of(line, "  The key came from the same place as the log: pin it with --log-key."));
        });
    }

    private static int checked(Supplier<Integer> work) {
        try {
            return work.get();
        } catch (ProofException broken) {
            throw new Failure(
                    broken.reason().name(),
                    Optional.ofNullable(broken.getMessage()).orElse("the proof fails"),
                    "",
                    broken.reason() == ProofException.Reason.KEY_MALFORMED ? Exit.USAGE.code() : LEDGER_BROKEN);
        } catch (UncheckedIOException unreadable) {
            throw new Failure(
                    "LOG_UNREADABLE",
                    Optional.ofNullable(unreadable.getMessage()).orElse("the log cannot be read"),
                    "Check the folder.",
                    Exit.USAGE);
        }
    }
}
