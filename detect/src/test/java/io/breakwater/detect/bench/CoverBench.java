package io.breakwater.detect.bench;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverGrant;
import io.breakwater.detect.cover.CoverIncident;
import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Mark;
import io.breakwater.detect.cover.Mark.Kind;
import io.breakwater.detect.cover.Scope;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What it costs to say what covers an event, beside looking at every grant. */
public final class CoverBench {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS = 365 * 86_400;
    private static final int PEOPLE = 5_000;
    private static final int NAIVE_EVENTS = 200;

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final List<CoverGrant> grants = new ArrayList<>();
    private final Random random = new Random(20260821);

    private CoverBench() {}

    /** Arguments: how many grants; how many events. */
    public static void main(String[] arguments) {
        int grants = Integer.parseInt(arguments[0]);
        int events = Integer.parseInt(arguments[1]);
        CoverBench bench = new CoverBench();
        for (int i = 0; i < grants; i++) {
            bench.grants.add(bench.grant(i));
        }
        bench.run(events);
    }

    /** Every tenth grant stands for ever; the others last an hour. */
    private CoverGrant grant(int number) {
        Instant from = BEGIN.plusSeconds(random.nextInt(SECONDS));
        int person = number % PEOPLE;
        return new CoverGrant(
                "G-" + number,
                "bench",
                Set.of(new Mark(Kind.PRINCIPAL, "person" + person), new Mark(Kind.ACCESS_KEY, "KEY" + number)),
                number % 10 == 0 ? Window.ALWAYS : Window.of(from, from.plus(Duration.ofHours(1))),
                new Scope(Set.of(), Set.of(String.valueOf(number % 40)), List.of(), Set.of()),
                List.of(),
                Optional.of("person" + person),
                Optional.of("INC-1"),
                Optional.empty(),
                List.of());
    }

    private LogEvent event(int number) {
        CoverGrant grant = grants.get(random.nextInt(grants.size()));
        boolean inTime = random.nextBoolean();
        Instant time = inTime
                ? grant.window().from().orElse(BEGIN).plusSeconds(random.nextInt(3_600))
                : BEGIN.plusSeconds(random.nextInt(SECONDS));
        String person = grant.requester().orElseThrow();
        return new LogEvent(
                Cloud.AWS,
                "bench",
                "e" + number,
                time,
                "ec2.amazonaws.com",
                "RunInstances",
                grant.scope().accounts().iterator().next(),
                "eu-west-1",
                Outcome.SUCCESS,
                "",
                new Principal(
                        "AssumedRole",
                        "arn:aws:sts::1:assumed-role/Admin/" + person,
                        person,
                        "1",
                        random.nextBoolean() ? Optional.of(grant.id().replace("G-", "KEY")) : Optional.empty(),
                        Optional.of(person),
                        Optional.empty(),
                        Optional.of("arn:aws:iam::1:role/Admin"),
                        Optional.empty()),
                "203.0.113." + random.nextInt(256),
                "bench",
                List.of(),
                Optional.empty(),
                new Whereabouts("bench", number),
                RawRecord.of(new byte[] {'{', '}'}));
    }

    private void run(int events) {
        long began = CPU.getCurrentThreadCpuTime();
        CoverBook.Builder book = CoverBook.builder()
                .incident(new CoverIncident("INC-1", "bench", Window.ALWAYS, false, Set.of(), Set.of(), Set.of()));
        grants.forEach(book::grant);
        CoverJudge judge = new CoverJudge(book.build(), CoverLimits.DEFAULT);
        System.out.printf(
                Locale.ROOT,
                "index of %,d grants: %,d ms%n",
                grants.size(),
                (CPU.getCurrentThreadCpuTime() - began) / 1_000_000);
        judged(judge, Math.min(events, 100_000));
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        long nanos = 0;
        for (int done = 0; done < events; done += 100_000) {
            nanos += judged(judge, Math.min(100_000, events - done), verdicts);
        }
        double each = (double) nanos / events;
        double naive = naive();
        System.out.printf(Locale.ROOT, "%,d events: %,.0f ns each %s%n", events, each, verdicts);
        System.out.printf(Locale.ROOT, "looking at every grant: %,.0f ns each; ratio %,.0f%n", naive, naive / each);
    }

    private void judged(CoverJudge judge, int events) {
        judged(judge, events, new EnumMap<>(Verdict.class));
    }

    private long judged(CoverJudge judge, int events, Map<Verdict, Long> verdicts) {
        List<LogEvent> made = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            made.add(event(i));
        }
        long began = CPU.getCurrentThreadCpuTime();
        made.forEach(event -> verdicts.merge(judge.judge(event).verdict(), 1L, Long::sum));
        return CPU.getCurrentThreadCpuTime() - began;
    }

    /** The peer: every grant is asked whether it carries one of the event's names and is in force. */
    private double naive() {
        long fitting = 0;
        long nanos = 0;
        for (int i = 0; i < NAIVE_EVENTS; i++) {
            LogEvent event = event(i);
            Mark name = new Mark(Kind.PRINCIPAL, event.principal().name());
            Optional<Mark> key = event.principal().accessKeyId().map(id -> new Mark(Kind.ACCESS_KEY, id));
            long began = CPU.getCurrentThreadCpuTime();
            fitting += grants.stream()
                    .filter(grant -> grant.marks().contains(name)
                            || key.filter(grant.marks()::contains).isPresent())
                    .filter(grant -> grant.window().holds(event.time(), CoverLimits.DEFAULT.clockSkew()))
                    .filter(grant -> grant.scope().accounts().contains(event.account()))
                    .count();
            nanos += CPU.getCurrentThreadCpuTime() - began;
        }
        if (fitting == 0) {
            throw new IllegalStateException("the corpus has no event that a grant covers");
        }
        return (double) nanos / NAIVE_EVENTS;
    }
}
