package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.scan.DigestView;
import io.breakwater.cli.scan.Periods;
import io.breakwater.cli.scan.ScanDocument;
import io.breakwater.cli.scan.ScanExit;
import io.breakwater.cli.scan.ScanProgress;
import io.breakwater.cli.scan.ScanSummary;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.cover.file.CoverFileOptions;
import io.breakwater.detect.cover.file.CoverFileOptions.DateOrder;
import io.breakwater.detect.cover.file.CoverFileReport;
import io.breakwater.detect.cover.file.CoverFiles;
import io.breakwater.detect.cover.file.Mapping;
import io.breakwater.detect.cover.file.MappingReader;
import io.breakwater.detect.digest.DigestReport;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.scan.Scan;
import io.breakwater.detect.scan.ScanOptions;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what happened in logs, and what covers it: no server, no database, no network. */
@Command(
        name = "scan",
        description = {
            "Say what happened in cloud logs, and what covers it: no server, no database, no network.",
            "Exit codes: 0 all that needs cover has it, 10 suspected compromise, 11 uncovered or partly covered,",
            "12 something could not be read, or the period is empty, 13 cover unknown, 14 the logs have gaps;",
            "the first that applies; 15 in place of 0, 13 or 14 when digest files show changed logs."
        },
        footer = {
            "  breakwater scan AWSLogs/",
            "  breakwater scan AWSLogs/ --cover jira.csv --cover pim.json --timezone Europe/Berlin",
            "  breakwater scan logs/ --period 2026-07-01..2026-07-31 --rules my-rules/ --out report/"
        })
final class ScanCommand implements Callable<Integer> {
    /** Unless more are asked for: each takes memory of its own. */
    private static final int MOST_THREADS = 8;

    private static final String DIGESTS = "aws.cloudtrail-digest";

    private final Cli cli;

    @Parameters(
            arity = "1..*",
            paramLabel = "LOGS",
            description = "Files or folders of logs, compressed or not, whatever they are; - is standard input.")
    private List<String> logs = new ArrayList<>();

    @Option(
            names = "--cover",
            paramLabel = "FILE",
            description =
                    "What explains events: an export of tickets, grants or incidents, a cover.yaml, or a mapping.")
    private List<Path> cover = new ArrayList<>();

    @Option(
            names = "--cover-period",
            paramLabel = "FROM..TO",
            description = "For when the cover files have everything (else each from its first record to its last).")
    private Optional<String> coverPeriod = Optional.empty();

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description = "The zone of times in cover files that say none: UTC, Europe/Berlin.")
    private Optional<String> timezone = Optional.empty();

    @Option(
            names = "--date-order",
            paramLabel = "ORDER",
            description = "How dates like 01/07/2026 in cover files are meant: dmy or mdy.")
    private Optional<DateOrder> dateOrder = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "FROM..TO",
            description = "Only events of this time (days or times, UTC); how many are left out is said.")
    private Optional<String> period = Optional.empty();

    @Option(
            names = "--rules",
            paramLabel = "FOLDER",
            description = "Sigma rules of your own, beside those that come with Breakwater.")
    private List<Path> rules = new ArrayList<>();

    @Option(names = "--only-my-rules", description = "Only the rules of --rules.")
    private boolean onlyMine;

    @Option(
            names = "--override",
            description =
                    "A rule of yours takes the place of a shipped one with its id or name (else that is an error).")
    private boolean override;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Write the report there: a page, and all findings as JSON, CSV, SARIF and OCSF.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many files are read at a time (else as many as the machine has cores, 8 at most).")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--digest-keys",
            paramLabel = "FILE",
            description = "CloudTrail's public keys, for digest files among the logs (see `digest verify`).")
    private Optional<Path> digestKeys = Optional.empty();

    @Option(names = "--quiet", description = "No progress and no remarks on standard error.")
    private boolean quiet;

    ScanCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        RuleSet set = sound(pack());
        digestKeys.ifPresent(this::there);
        out.map(this::in).ifPresent(ScanDocument::prepare);
        ScanProgress progress = new ScanProgress(cli.console(), cli.around().clock());
        try (ScanResult result = new Scan(options(set)).run(quiet ? state -> {} : progress)) {
            progress.done(quiet);
            Optional<DigestReport> digests = digests(result);
            digests.ifPresent(report -> report.proveTo(result.read().coverage()));
            show(result, digests);
            out.ifPresent(folder -> write(result, folder));
            return ScanExit.of(result.outcome(), digests);
        } catch (OutOfMemoryError full) {
            throw new Failure(
                    "OUT_OF_MEMORY",
                    "the logs took more memory than a scan may have, which is a defect",
                    "Scan fewer files at once, or with --threads 1, and report what these logs are like.",
                    Exit.UNREACHABLE);
        } catch (UncheckedIOException full) {
            throw new Failure(
                    "STORAGE_FULL",
                    String.valueOf(full.getMessage()),
                    "Make space in " + cli.around().temporary() + ", or set TMPDIR.",
                    Exit.UNREACHABLE);
        }
    }

    private void write(ScanResult result, Path folder) {
        ScanDocument.write(result, in(folder), Version.number());
        if (!quiet) {
            cli.console()
                    .note("written to " + folder
                            + ": report.html for people, and all findings as JSON, CSV, SARIF, OCSF");
        }
    }

    /** Digests that lie among the logs are checked without being asked for. */
    private Optional<DigestReport> digests(ScanResult result) {
        List<Path> folders = logs.stream()
                .filter(log -> !log.equals("-"))
                .map(log -> in(Path.of(log)))
                .toList();
        if (!result.read().formats().containsKey(DIGESTS) || folders.isEmpty()) {
            return Optional.empty();
        }
        DigestReport report = DigestCommands.check(cli, folders, digestKeys);
        if (report.outcome() == DigestReport.Outcome.NONE) {
            cli.console().note("digest files in archives are not checked: unpack them and give the folder");
            return Optional.empty();
        }
        return Optional.of(report);
    }

    private void show(ScanResult result, Optional<DigestReport> digests) {
        ObjectNode document = ScanDocument.summary(result);
        List<String> lines = new ArrayList<>(new ScanSummary(cli.console(), result).lines());
        digests.map(report -> new DigestView(report, cli.around().workFolder().toString()))
                .ifPresent(view -> {
                    view.writeTo(document.putObject("digests"));
                    lines.addAll(view.lines(cli.console()));
                });
        cli.show(document, lines);
    }

    private ScanOptions options(RuleSet set) {
        List<Input> inputs = inputs();
        CoverBook.Builder book = CoverBook.builder();
        List<CoverFileReport> reports = coverFiles(book);
        return new ScanOptions(
                inputs,
                KnownFormats.all(),
                set,
                book.build(),
                CoverLimits.DEFAULT,
                reports,
                period.map(text -> Periods.of("--period", text)).orElse(Window.ALWAYS),
                threads(),
                cli.around().temporary(),
                ScanOptions.batchBytes(threads()));
    }

    private int threads() {
        int number = threads.orElseGet(
                () -> Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        if (number < 1 || number > 256) {
            throw Failure.usage("--threads is a number from 1 to 256, not " + number, "");
        }
        return number;
    }

    /** Named as they were typed, so that the same folder gives the same report wherever it lies. */
    private List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (String log : logs) {
            if (log.equals("-")) {
                inputs.add(Input.stream("standard input", cli.around().in()));
            } else {
                inputs.add(Input.path(log, there(Path.of(log))));
            }
        }
        return inputs;
    }

    private Path there(Path typed) {
        if (!Files.exists(in(typed))) {
            throw Failure.usage("there is no " + typed, "Check the name.");
        }
        return in(typed);
    }

    private Path in(Path file) {
        return cli.around().workFolder().resolve(file);
    }

    private List<CoverFileReport> coverFiles(CoverBook.Builder book) {
        List<Path> files = cover.stream().map(this::there).toList();
        List<Mapping> mappings = files.stream()
                .filter(CoverFiles::isMapping)
                .map(MappingReader::of)
                .toList();
        CoverFiles reader = new CoverFiles(new CoverFileOptions(
                timezone.map(ScanCommand::zone),
                dateOrder,
                coverPeriod.map(text -> Periods.of("--cover-period", text)),
                mappings));
        List<CoverFileReport> reports = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (!CoverFiles.isMapping(files.get(i))) {
                reports.add(reader.read(files.get(i), cover.get(i).toString(), book));
            }
        }
        return reports;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Failure.usage("there is no time zone " + name, "Write it like UTC or Europe/Berlin.");
        }
    }

    private RulePack pack() {
        if (onlyMine && rules.isEmpty()) {
            throw Failure.usage("--only-my-rules needs --rules", "Name the folder of your rules.");
        }
        Problems problems = new Problems();
        List<RuleSource> own = RuleFiles.find(rules.stream().map(this::there).toList(), problems);
        refuse(problems.inOrder());
        if (onlyMine) {
            return RulePack.only(own);
        }
        return override
                ? RulePack.shipped().overriddenBy(own)
                : RulePack.shipped().with(own);
    }

    private RuleSet sound(RulePack pack) {
        RuleSet set = pack.read();
        refuse(set.problems());
        return set;
    }

    /** A rule that cannot be used is never passed over in silence: a scan without it would look better than it is. */
    private void refuse(List<Problem> problems) {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            errors.forEach(problem -> cli.console().note(problem.toString()));
            throw new Failure(
                    "RULES_INVALID",
                    errors.size() + (errors.size() == 1 ? " rule" : " rules") + " cannot be used; nothing was scanned",
                    "Correct or remove what is named above.",
                    Exit.USAGE);
        }
    }
}
