package io.breakwater.detect.bench;

import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reading a CloudTrail corpus with many rules, beside the floors (inflating alone, reading without rules) and DuckDB with
 * SQL for the same detections, in one process and one run; and whether what was planted in the corpus is found.
 */
public final class ScanBench {
    private static final String THEIRS = "57 SigmaHQ rules";

    private final Path corpus;
    private final Path sigmaRules;
    private final int rounds;
    private final Ours ours;
    private final RuleSets sets;
    private final ReadReport report;
    private boolean isWrong;

    private ScanBench(Path corpus, Path sigmaRules, int rounds) {
        this.corpus = corpus;
        this.sigmaRules = sigmaRules;
        this.rounds = rounds;
        this.ours = new Ours(corpus.resolve("AWSLogs"));
        this.sets = new RuleSets(sigmaRules);
        this.report = ours.read(2);
    }

    /** Arguments: the corpus' folder, the folder of SigmaHQ's AWS rules, rounds, {@code duckdb} to measure it too. */
    public static void main(String[] arguments) throws IOException, SQLException {
        ScanBench bench = new ScanBench(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        bench.findPlanted();
        bench.measure();
        if (List.of(arguments).contains("duckdb")) {
            bench.beside();
        }
        System.exit(bench.isWrong ? 1 : 0);
    }

    private void findPlanted() throws IOException {
        System.out.printf(
                Locale.ROOT,
                "corpus: %d files, %d bytes stored, %d unpacked, %d events, problems %s%n",
                report.fileCount(),
                report.bytes(),
                report.contentBytes(),
                report.records(),
                report.problems());
        Map<String, Long> planted = numbersOf(Files.readString(corpus.resolve("truth.json")));
        same("events", planted.get("events"), report.records());
        RuleSet rules = RuleSets.truth();
        long[] found = ours.match(Plan.of(rules), 2);
        for (int i = 0; i < found.length; i++) {
            String name = RuleSets.titleOf(rules, i);
            same(name, planted.get(name), found[i]);
        }
    }

    private void same(String what, long expected, long actual) {
        System.out.printf(
                "  %-22s expected %8d found %8d%s%n", what, expected, actual, expected == actual ? "" : "  WRONG");
        isWrong |= expected != actual;
    }

    private static Map<String, Long> numbersOf(String json) {
        Map<String, Long> numbers = new TreeMap<>();
        Matcher number = Pattern.compile("\"(\\w+)\": (\\d+)").matcher(json);
        while (number.find()) {
            numbers.put(number.group(1), Long.parseLong(number.group(2)));
        }
        return numbers;
    }

    private Measured measured(String what, int threads, Runnable run) {
        return Measured.of(what, threads, report.contentBytes(), rounds, () -> {
            run.run();
            return report.records();
        });
    }

    private void measure() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(corpus)) {
            files = walk.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
        RuleSet theirs = sets.theirs();
        RuleSet all = sets.theirsAndOurs();
        RuleSet more = sets.andMore(500);
        System.out.printf(
                "%s: %d rules; with our pack %d; with 500 more %d%n", THEIRS, theirs.size(), all.size(), more.size());
        Plan theirPlan = Plan.of(theirs);
        Plan allPlan = Plan.of(all);
        Plan morePlan = Plan.of(more);
        List<Measured> withAll = new ArrayList<>();
        for (int t = 1; t <= 2; t++) {
            int threads = t;
            measured("inflate only, java.util.zip", t, () -> Floor.inflate(files, threads));
            Measured jdk = measured("read without rules, java.util.zip", t, () -> ours.readWithTheJdkAlone(threads));
            Measured read = measured("read without rules", t, () -> ours.read(threads));
            Measured some = measured("read and match " + THEIRS, t, () -> ours.match(theirPlan, threads));
            Measured many = measured("read and match these and our pack", t, () -> ours.match(allPlan, threads));
            Measured most = measured("read and match these and 500 more", t, () -> ours.match(morePlan, threads));
            read.against(jdk);
            some.against(read);
            many.against(read);
            most.against(many);
            withAll.add(many);
        }
        withAll.get(1).against(withAll.get(0));
        System.out.println("largest resident memory so far: " + peak());
    }

    /** Where the system tells it (Linux). */
    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .orElse("unknown")
                    .substring(6)
                    .strip();
        }
    }

    private void beside() throws IOException, SQLException {
        List<Path> rules;
        try (Stream<Path> walk = Files.walk(sigmaRules)) {
            rules = walk.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        List<String> conditions = rules.stream().map(SigmaSql::of).toList();
        RuleSet theirs = sets.theirs();
        compare(theirs, conditions);
        List<String> planted = Truth.rules().values().stream().map(SigmaSql::of).toList();
        Plan theirPlan = Plan.of(theirs);
        Plan truth = Plan.of(RuleSets.truth());
        for (int t = 1; t <= 2; t++) {
            int threads = t;
            Measured sql = duck("DuckDB, " + THEIRS + " as SQL", threads, conditions);
            measured("ours, " + THEIRS, t, () -> ours.match(theirPlan, threads)).against(sql);
            Measured eight = duck("DuckDB, 8 conditions", threads, planted);
            measured("ours, 8 rules", t, () -> ours.match(truth, threads)).against(eight);
        }
    }

    /** The same rules in two engines: what they count must be the same, or the comparison means nothing. */
    private void compare(RuleSet theirs, List<String> conditions) throws SQLException {
        long[] found = ours.match(Plan.of(theirs), 2);
        try (Duck duck = new Duck(2)) {
            List<Long> counts = duck.counts(corpus.resolve("AWSLogs"), conditions);
            System.out.println("events by DuckDB: " + counts.get(0));
            for (int i = 0; i < found.length; i++) {
                if (found[i] != counts.get(i + 1)) {
                    System.out.printf(
                            "  %s: ours %d, DuckDB %d%n", RuleSets.titleOf(theirs, i), found[i], counts.get(i + 1));
                }
            }
        }
    }

    private Measured duck(String what, int threads, List<String> conditions) throws SQLException {
        try (Duck duck = new Duck(threads)) {
            return Measured.of(what, threads, report.contentBytes(), 1, () -> {
                try {
                    return duck.counts(corpus.resolve("AWSLogs"), conditions).get(0);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
