package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Console.Style;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.Verdict;
import io.breakwater.evidence.verify.VerificationException;
import io.breakwater.evidence.verify.VerifyPack;
import io.breakwater.model.IncidentId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides offline whether a pack is what it claims to be. */
@Command(
        name = "verify",
        description = {
            "Decide whether a pack is what it claims to be: no server, no database, no network.",
            "Names the first thing that is wrong. Exit codes: 20 not a pack, 21 manifest signature, 22 file altered,"
                    + " missing or extra, 23 fact altered, 24 hole or tail cut, 25 inclusion, 26 checkpoint or other"
                    + " log, 27 consistency with the previous pack, 28 content missing or altered, 29 other incident,"
                    + " 30 cosignature."
        },
        footer = {
            "  breakwater verify INC-2026-0001-pack-1.zip",
            "  breakwater verify pack-2.zip --trust house-keys.json --previous pack-1.zip"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "PACK", description = "The zip.")
    private Path pack = Path.of("");

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Keys to believe, received by another way than the pack (form of its keys.json).")
    private Optional<Path> trust = Optional.empty();

    @Option(
            names = "--previous",
            paramLabel = "PACK",
            description = "An earlier pack, or its checkpoint, that you kept.")
    private Optional<Path> previous = Optional.empty();

    @Option(
            names = {"-i", "--incident"},
            paramLabel = "INCIDENT",
            description = "The incident it has to be about.")
    private Optional<String> incident = Optional.empty();

    VerifyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        try {
            Verdict verdict = new VerifyPack(question()).verify(in(pack));
            return cli.show(document(verdict), lines(verdict, cli.console()));
        } catch (VerificationException wrong) {
            String code = wrong.kind().name();
            throw new Failure(
                    code,
                    Optional.ofNullable(wrong.getMessage()).orElse("refused"),
                    "",
                    wrong.kind().exitCode());
        }
    }

    private Question question() {
        return new Question(
                trust.map(this::in).map(TrustFile::read).orElseGet(Trust::unpinned),
                incident.map(IncidentId::new),
                previous.map(this::in).map(KeptCheckpoint::in));
    }

    private Path in(Path file) {
        return cli.around().workFolder().resolve(file);
    }

    private static ObjectNode document(Verdict verdict) {
        ObjectNode document = Documents.object()
                .put("verdict", "INTACT")
                .put("incident", verdict.incident().value())
                .put("pack", verdict.pack())
                .put("facts", verdict.facts())
                .put("origin", verdict.origin())
                .put("treeSize", verdict.treeSize())
                .put("root", verdict.root())
                .put("sealedAt", verdict.sealedAt().toString())
                .put("cosignatures", verdict.cosignatures())
                .put("contents", verdict.contents())
                .put("erased", verdict.erased())
                .put("unpinned", verdict.unpinned());
        verdict.steps()
                .forEach(step -> document.withArray("steps")
                        .addObject()
                        .put("name", step.name())
                        .put("finding", step.finding()));
        verdict.notProven().forEach(document.withArray("notProven")::add);
        return document;
    }

    /** The verdict as a person reads it. */
    static List<String> lines(Verdict verdict, Console console) {
        List<String> lines = new ArrayList<>();
        verdict.steps()
                .forEach(step -> lines.add(
                        "  " + console.styled(Style.GOOD, "ok") + "  " + step.name() + ": " + step.finding()));
        lines.add(
                console.styled(Style.GOOD, "INTACT") + "  " + verdict.incident().value() + ", pack " + verdict.pack()
                        + ": all " + verdict.facts() + " facts, sealed " + verdict.sealedAt());
        lines.add("  log " + verdict.origin() + ", " + verdict.treeSize() + " facts, root " + verdict.root() + ", "
                + verdict.cosignatures() + (verdict.cosignatures() == 1 ? " cosignature" : " cosignatures"));
        if (verdict.unpinned()) {
            lines.add(console.styled(Style.CARE, "  The keys came out of the pack itself.")
                    + " Compare them with the house once, keep its keys.json, and pass it with --trust.");
        }
        verdict.notProven().forEach(gap -> lines.add("  not proven: " + gap));
        return lines;
    }
}
