package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.drill.Drill;
import io.breakwater.cli.drill.DrillReport;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Console.Style;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.Folders;
import io.breakwater.cli.talk.PrivateFile;
import io.breakwater.cli.talk.Spans;
import io.breakwater.evidence.verify.VerificationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays an emergency over the real code path, on a server and a database started for it. */
@Command(
        name = "drill",
        description = {
            "Play \"orders database down at 03:12\" over the real code path, from nothing to a verified pack.",
            "Starts a server, a practice PostgreSQL and a witness, and leaves nothing running."
        },
        footer = {"  breakwater drill", "  breakwater drill --keep --data ./exercise"})
final class DrillCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Cli cli;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Database, keys, pack (default: a fresh folder under ./.breakwater).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--keep",
            description = "Leave the database and the keys; without it only pack, keys to trust and logs stay.")
    private boolean keep;

    DrillCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Path root = cli.around().root().orElseThrow(UpCommand::noRoot);
        Path folder = folder();
        Views views = new Views(cli);
        Console console = cli.console();
        Drill drill = new Drill(cli.around(), console, root, folder, item -> {
            if (!cli.json()) {
                console.progressDone();
                console.line(views.timelineLine(item));
            }
        });
        try {
            DrillReport report = drill.play();
            tidy(folder);
            return cli.show(document(report, folder), lines(report, views));
        } catch (VerificationException refused) {
            throw new Failure(
                    refused.kind().name(),
                    "the verifier refuses the pack: " + refused.getMessage(),
                    "Everything is still in " + folder + ".",
                    refused.kind().exitCode());
        }
    }

    /** Where to play. PostgreSQL does not run as root but as somebody who has to be able to reach its folder. */
    private Path folder() {
        if (data.isPresent()) {
            return cli.around().workFolder().resolve(data.get()).normalize();
        }
        String name = "drill-" + STAMP.format(cli.around().clock().instant());
        Path here = cli.around().workFolder().resolve(".breakwater").resolve(name);
        boolean reachable = !"root".equals(System.getProperty("user.name")) || PrivateFile.everybodyMayPass(here);
        return reachable ? here : Path.of("/var/tmp", "breakwater-" + name);
    }

    private void tidy(Path folder) {
        if (keep) {
            return;
        }
        for (String part : List.of(
                "postgres",
                "practice",
                "practice-port",
                "secrets",
                "packs",
                "keys",
                "witness",
                "published",
                "admin-token")) {
            Folders.delete(folder.resolve(part));
        }
    }

    private ObjectNode document(DrillReport report, Path folder) {
        ObjectNode document = Documents.object()
                .put("verdict", "INTACT")
                .put("incident", report.incident())
                .put("pack", report.pack().toString())
                .put("facts", report.verdict().facts())
                .put("cosignatures", report.verdict().cosignatures())
                .put("auditReady", report.readiness().path("auditReady").asBoolean())
                .put("data", folder.toString())
                .put("kept", keep);
        report.millis().forEach(document.putObject("millis")::put);
        document.set("owed", report.readiness().path("owed"));
        return document;
    }

    private List<String> lines(DrillReport report, Views views) {
        Console console = cli.console();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(VerifyCommand.lines(report.verdict(), console));
        lines.add("");
        lines.add(console.styled(Style.STRONG, "pack      ") + report.pack());
        lines.add(console.styled(Style.STRONG, "measured  ") + measured(report));
        List<String> owed = views.readiness(report.readiness());
        lines.add(console.styled(Style.STRONG, "owed      ") + owed.get(0));
        owed.stream().skip(1).forEach(line -> lines.add("        " + line));
        lines.add("Look at it: unzip the pack and open index.html. Check it again: breakwater verify " + report.pack()
                + " --trust " + report.pack().resolveSibling("trust.json"));
        return lines;
    }

    private static String measured(DrillReport report) {
        List<String> parts = new ArrayList<>();
        report.millis()
                .forEach((String name, Long millis) ->
                        parts.add(name.replace('-', ' ') + " " + Spans.text(Duration.ofMillis(millis))));
        return String.join(", ", parts);
    }
}
