package io.breakwater.detect.bench;

import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final String COMMAND = "command=";
    private static final int MORE = 500;

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

    /**
     * Arguments: the corpus' folder, the folder of SigmaHQ's AWS rules, rounds, {@code duckdb} to measure it too, and
     * {@code command=} with the launcher to measure the whole command.
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        ScanBench bench = new ScanBench(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        bench.findPlanted();
        bench.measure();
        if (List.of(arguments).contains("duckdb")) {
            bench.beside();
        }
        for (String argument : arguments) {
            if (argument.startsWith(COMMAND)) {
                bench.whole(Path.of(argument.substring(COMMAND.length())).toAbsolutePath());
            }
        }
        System.out.println("this process: largest resident memory "
                + Resident.inWords(
                        Resident.peakKilobytes(ProcessHandle.current().pid())));
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

    private List<Measured> measured(Contest contest) {
        return contest.run(report.records(), report.contentBytes());
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
        RuleSet more = sets.andMore(MORE);
        System.out.printf(
                "%s: %d rules; with our pack %d; with %d more %d%n",
                THEIRS, theirs.size(), all.size(), MORE, more.size());
        Plan theirPlan = Plan.of(theirs);
        Plan allPlan = Plan.of(all);
        Plan morePlan = Plan.of(more);
        List<Measured> withAll = new ArrayList<>();
        for (int t = 1; t <= 2; t++) {
            int threads = t;
            List<Measured> turns = measured(new Contest(rounds)
                    .here("inflate only, java.util.zip", t, () -> Floor.inflate(files, threads))
                    .here("read without rules, java.util.zip", t, () -> ours.readWithTheJdkAlone(threads))
                    .here("read without rules", t, () -> ours.read(threads))
                    .here("read and match " + THEIRS, t, () -> ours.match(theirPlan, threads))
                    .here("read and match these and our pack", t, () -> ours.match(allPlan, threads))
                    .here("read and match these and " + MORE + " more", t, () -> ours.match(morePlan, threads)));
            turns.get(2).against(turns.get(1));
            turns.get(3).against(turns.get(2));
            turns.get(4).against(turns.get(2));
            turns.get(5).against(turns.get(4));
            withAll.add(turns.get(4));
        }
        withAll.get(1).against(withAll.get(0));
    }

    /** The command that people run, in processes of its own, beside reading and matching without start, judging or answer. */
    private void whole(Path launcher) throws IOException {
        Path folder = Files.createTempDirectory("breakwater-bench-");
        try {
            Whole whole = new Whole(launcher, corpus.resolve("AWSLogs"), folder);
            Plan all = Plan.of(sets.theirsAndOurs());
            List<String> theirs = List.of("--rules", sigmaRules.toString());
            List<String> more = List.of(
                    "--rules", RuleSets.writeMore(folder.resolve("more"), MORE).toString());
            List<String> out = List.of("--out", folder.resolve("out").toString());
            for (int t = 1; t <= 2; t++) {
                int threads = t;
                List<Measured> turns = measured(new Contest(rounds)
                        .here("read without rules", t, () -> ours.read(threads))
                        .here("read and match all rules", t, () -> ours.match(all, threads))
                        .add("breakwater scan, all rules", t, () -> whole.run(threads, theirs))
                        .add("breakwater scan, all rules, --out", t, () -> whole.run(threads, both(theirs, out)))
                        .add("breakwater scan, all rules, 500 more", t, () -> whole.run(threads, both(theirs, more))));
                turns.subList(2, 5).forEach(turn -> turn.against(turns.get(1)));
                turns.get(2).against(turns.get(0));
                turns.get(4).against(turns.get(2));
            }
            findPlanted(whole, folder);
            System.out.println("breakwater scan: largest resident memory " + Resident.inWords(whole.peakKilobytes()));
        } finally {
            delete(folder);
        }
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** By the whole command: the rules of what was planted alone, each of which must be told of exactly these events. */
    private void findPlanted(Whole whole, Path folder) throws IOException {
        Path rules = Files.createDirectory(folder.resolve("truth"));
        for (Map.Entry<String, String> rule : Truth.rules().entrySet()) {
            Files.writeString(rules.resolve(rule.getKey() + ".yml"), rule.getValue());
        }
        whole.run(2, List.of("--only-my-rules", "--rules", rules.toString(), "--json"));
        Map<String, Long> found = whole.found();
        Map<String, Long> planted = numbersOf(Files.readString(corpus.resolve("truth.json")));
        for (String name : Truth.rules().keySet()) {
            same(name, planted.get(name), found.getOrDefault(name, 0L));
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
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
            List<Measured> turns = measured(new Contest(1)
                    .here("DuckDB, " + THEIRS + " as SQL", t, () -> duck(threads, conditions))
                    .here("ours, " + THEIRS, t, () -> ours.match(theirPlan, threads))
                    .here("DuckDB, 8 conditions", t, () -> duck(threads, planted))
                    .here("ours, 8 rules", t, () -> ours.match(truth, threads)));
            turns.get(1).against(turns.get(0));
            turns.get(3).against(turns.get(2));
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

    private void duck(int threads, List<String> conditions) {
        try (Duck duck = new Duck(threads)) {
            duck.counts(corpus.resolve("AWSLogs"), conditions);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
