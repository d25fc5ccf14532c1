package io.breakwater.detect.bench;

import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What rules cost an event, on top of cutting the records of a corpus that lies in memory, on one thread. */
public final class MatchBench {
    private static final Logsource CLOUDTRAIL = Logsource.of("aws", "cloudtrail");
    private static final long MOST_BYTES = 300L << 20;

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final List<byte[]> files = new ArrayList<>();
    private final int rounds;

    private MatchBench(int rounds) {
        this.rounds = rounds;
    }

    /** Arguments: the corpus' folder; a folder of rules of others, or "-"; rounds. */
    public static void main(String[] arguments) throws IOException {
        MatchBench bench = new MatchBench(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5);
        bench.load(Path.of(arguments[0]));
        Problems problems = new Problems();
        List<RuleSource> others =
                arguments[1].equals("-") ? List.of() : RuleFiles.find(List.of(Path.of(arguments[1])), problems);
        RuleSet ours = RulePack.shipped().read();
        List<RuleSource> both = new ArrayList<>(others);
        both.addAll(RulePack.shipped().sources());
        double floor = bench.show("cutting alone", 0, 0, record -> 0);
        if (!others.isEmpty()) {
            bench.show("rules of others", floor, RuleSet.read(others, RuleOptions.none()));
        }
        bench.show("our pack", floor, ours);
        double all = bench.show("both", floor, RuleSet.read(both, RuleOptions.none()));
        both.addAll(more(500));
        double more = bench.show("both and 500 more", floor, RuleSet.read(both, RuleOptions.none()));
        System.out.printf(Locale.ROOT, "500 more rules: %+.1f %% time%n", 100 * (more / all - 1));
    }

    /** Rules like those there are: calls of the vendor's that rarely happen, and every tenth by another field. */
    private static List<RuleSource> more(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RuleSource(
                        "more-" + i,
                        "title: more " + i
                                + "\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  condition: s and not f\n  s:\n"
                                + (i % 10 == 0
                                        ? "    errorCode: Client.Rare" + i
                                        : "    eventSource: ec2.amazonaws.com\n    eventName: [ModifyRare" + i
                                                + ", DeleteRare" + i + "]")
                                + "\n  f:\n    userAgent|contains: tool" + i + "\n"))
                .toList();
    }

    private void load(Path corpus) throws IOException {
        long loaded = 0;
        try (Stream<Path> walk = Files.walk(corpus)) {
            for (Path file :
                    walk.filter(f -> f.toString().endsWith(".gz")).sorted().toList()) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    files.add(in.readAllBytes());
                    loaded += files.get(files.size() - 1).length;
                }
                if (loaded > MOST_BYTES) {
                    return;
                }
            }
        }
    }

    private double show(String what, double floor, RuleSet rules) {
        Matcher matcher = Plan.of(rules).matcher(CLOUDTRAIL);
        long wanted = rules.rules().stream()
                .filter(rule -> rule.logsource().covers(CLOUDTRAIL))
                .count();
        return show(what, floor, wanted, record -> matcher.match(record).size());
    }

    /** CPU nanoseconds an event, the best of the rounds: what disturbs only ever makes it longer. */
    private double show(String what, double floor, long rules, ToLongFunction<EventRecord> ask) {
        double best = Double.MAX_VALUE;
        long[] counts = new long[3];
        for (int round = 0; round < rounds; round++) {
            long began = CPU.getCurrentThreadCpuTime();
            counts = run(ask);
            best = Math.min(best, (CPU.getCurrentThreadCpuTime() - began) / (double) counts[0]);
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s %4d rules  %7.0f ns an event, %+6.0f over the floor; %d events, %.1f %% of them hit, %d hits%n",
                what,
                rules,
                best,
                best - floor,
                counts[0],
                100.0 * counts[1] / counts[0],
                counts[2]);
        return best;
    }

    private long[] run(ToLongFunction<EventRecord> ask) {
        long[] counts = new long[3];
        EventRecord record = new EventRecord();
        for (byte[] file : files) {
            int at = 0;
            while (file[at] != '[') {
                at++;
            }
            while (file[at] != ']') {
                at = file[at] == '{' ? cut(record, file, at, ask, counts) : at + 1;
            }
        }
        return counts;
    }

    private static int cut(EventRecord record, byte[] file, int at, ToLongFunction<EventRecord> ask, long[] counts) {
        if (record.cut(file, at, file.length) != Cut.WHOLE) {
            throw new IllegalStateException("the corpus is broken");
        }
        long hits = ask.applyAsLong(record);
        counts[0]++;
        counts[1] += hits > 0 ? 1 : 0;
        counts[2] += hits;
        return record.stoppedAt();
    }
}
