package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.detect.report.Words;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.scan.SampleScan;
import io.breakwater.detect.sigma.Explainer;
import io.breakwater.detect.sigma.Explanation;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.check.SampleFile;
import io.breakwater.detect.sigma.check.SampleResult;
import io.breakwater.detect.sigma.check.SampleRun;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a log has to hold for somebody to look at it: rules of one's own, checked without a server. */
@Command(
        name = "rules",
        description = "Write Sigma rules: find mistakes, try samples, see why an event matches.",
        footer = {"  breakwater rules lint rules/", "  breakwater rules explain event.json --rules rules/"})
final class RulesCommands {
    private static final String PATHS = "Rule files, or folders of them.";

    private final Cli cli;

    RulesCommands(Cli cli) {
        this.cli = cli;
    }

    @Command(
            name = "lint",
            description = {
                "List everything that is wrong with rules, with file and line. Nothing is sent anywhere.",
                "Ends with 2 when a rule cannot be used; warnings alone end with 0."
            },
            footer = "  breakwater rules lint rules/ one-more.yml")
    int lint(@Parameters(paramLabel = "PATH", arity = "1..*", description = PATHS) List<Path> paths) {
        Problems problems = new Problems();
        RuleSet set = read(paths, problems);
        List<Problem> all = all(problems, set);
        List<String> lines = new ArrayList<>(all.stream().map(Problem::toString).toList());
        long errors = all.stream().filter(Problem::isError).count();
        lines.add(counted(set) + "; " + Words.count(errors, "error") + ", "
                + Words.count(all.size() - errors, "warning"));
        cli.show(
                problems(all)
                        .put("rules", set.rules().size())
                        .put("correlations", set.correlations().size())
                        .put("followups", set.followups().size()),
                lines);
        return all.stream().anyMatch(Problem::isError) ? Exit.USAGE.code() : Exit.OK.code();
    }

    private static String counted(RuleSet set) {
        return Words.count(set.rules().size(), "rule") + ", "
                + Words.count(set.correlations().size(), "correlation") + ", "
                + Words.count(set.followups().size(), "follow-up");
    }

    @Command(
            name = "test",
            description = {
                "Try the sample events beside each rule: RULE.samples.yml beside RULE.yml.",
                "Ends with 2 when a sample fails or a rule cannot be used."
            },
            footer = "  breakwater rules test rules/")
    int test(@Parameters(paramLabel = "PATH", arity = "1..*", description = PATHS) List<Path> paths) {
        Problems problems = new Problems();
        RuleSet set = read(paths, problems);
        Plan plan = Plan.of(set);
        List<SampleResult> results = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (RuleSource source : RuleFiles.find(found(paths), new Problems())) {
            SampleRun run = new SampleRun(plan, source.name());
            SampleScan scan = new SampleScan(plan, source.name(), cli.around().temporary());
            List<Sample> samples = samples(source, problems);
            if (samples.isEmpty()) {
                without.add(source.name());
            } else if (run.isPossible()) {
                samples.forEach(sample -> results.add(run.run(sample)));
            } else if (scan.isPossible()) {
                samples.forEach(sample -> results.add(scan.run(sample)));
            }
        }
        return shown(all(problems, set), results, without);
    }

    private List<Sample> samples(RuleSource rules, Problems problems) {
        Path file = Path.of(SampleFile.beside(rules.name()));
        return Files.exists(file)
                ? RuleFiles.read(file, problems)
                        .map(source -> SampleFile.read(source, problems))
                        .orElse(List.of())
                : List.of();
    }

    private int shown(List<Problem> problems, List<SampleResult> results, List<String> without) {
        List<SampleResult> failed =
                results.stream().filter(result -> !result.passed()).toList();
        List<String> lines = new ArrayList<>();
        problems.stream().filter(Problem::isError).map(Problem::toString).forEach(lines::add);
        failed.forEach(result -> lines.add(line(result)));
        without.forEach(file -> lines.add(file + ": no samples"));
        lines.add(Words.count(results.size(), "sample") + ", " + failed.size() + " failed");
        ObjectNode document = problems(problems).put("samples", results.size());
        ArrayNode list = document.putArray("failed");
        failed.forEach(result -> list.addObject()
                .put("place", result.sample().place().toString())
                .put("name", result.sample().name())
                .put("said", result.said()));
        without.forEach(document.putArray("withoutSamples")::add);
        cli.show(document, lines);
        return failed.isEmpty() && problems.stream().noneMatch(Problem::isError) ? Exit.OK.code() : Exit.USAGE.code();
    }

    private static String line(SampleResult result) {
        Sample sample = result.sample();
        return sample.place() + ": the rule " + result.said() + ": "
                + (sample.name().isEmpty() ? "this event" : sample.name());
    }

    @Command(
            name = "explain",
            description = {
                "Say, rule by rule, which selections hold of one event, and why the others do not.",
                "Shows rules that match or nearly do; rules are those of the product unless --rules names others."
            },
            footer = {
                "  breakwater rules explain event.json --rules my-rule.yml",
                "  jq '.Records[0]' log.json | breakwater rules explain -"
            })
    int explain(
            @Parameters(paramLabel = "EVENT", description = "A file with one event as JSON, or - for standard input.")
                    String event,
            @Option(names = "--rules", paramLabel = "PATH", description = PATHS) List<Path> paths,
            @Option(names = "--all", description = "Also rules of which no selection holds.") boolean everyRule) {
        Problems problems = new Problems();
        RuleSet set = paths == null ? RulePack.shipped().read() : read(paths, problems);
        all(problems, set).stream()
                .filter(Problem::isError)
                .forEach(problem -> cli.console().note(problem.toString()));
        List<Explanation> explanations = Explainer.explain(set, new OneEvent(cli).read(event)).stream()
                .filter(explanation ->
                        everyRule || explanation.answer() != Explanation.Answer.NO || explanation.isNear())
                .sorted(Comparator.comparing(explanation -> explanation.answer() == Explanation.Answer.NO))
                .toList();
        return cli.show(ExplanationView.document(set, explanations), ExplanationView.lines(set, explanations));
    }

    private RuleSet read(List<Path> paths, Problems problems) {
        return RulePack.only(RuleFiles.find(found(paths), problems)).read();
    }

    /** As they were given where that is where they are, so that errors name them so. */
    private List<Path> found(List<Path> paths) {
        return paths.stream()
                .map(path ->
                        Files.exists(path) ? path : cli.around().workFolder().resolve(path))
                .toList();
    }

    private static List<Problem> all(Problems files, RuleSet set) {
        List<Problem> all = new ArrayList<>(files.inOrder());
        all.addAll(set.problems());
        return all;
    }

    private static ObjectNode problems(List<Problem> problems) {
        ObjectNode document = Documents.object();
        ArrayNode list = document.putArray("problems");
        problems.forEach(problem -> list.addObject()
                .put("file", problem.place().file())
                .put("line", problem.place().line())
                .put("column", problem.place().column())
                .put("severity", problem.isError() ? "error" : "warning")
                .put("code", problem.code())
                .put("message", problem.message()));
        return document;
    }
}
