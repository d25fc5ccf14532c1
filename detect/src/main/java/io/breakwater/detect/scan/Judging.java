package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Spans;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Finding.Kind;
import io.breakwater.detect.sigma.correlation.CorrelationLimits;
import io.breakwater.detect.sigma.correlation.CorrelationLoss;
import io.breakwater.detect.sigma.correlation.CorrelationMatch;
import io.breakwater.detect.sigma.correlation.Correlator;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes the hits in the order of time and says what they mean. For one thread. */
final class Judging {
    private final ScanRules rules;
    private final CoverJudge judge;
    private final Consumer<Finding> out;
    private final Correlator<EventRef> correlator;
    private final Followups followups;
    private Optional<LogEvent> before = Optional.empty();
    private Optional<Instant> first = Optional.empty();
    private final List<Integer> correlatedNow = new ArrayList<>();
    private long duplicates;

    /** One of hits that mean nothing by themselves, so that nothing has to be judged. */
    static Judging ofWhatIsTogether(ScanRules rules, Consumer<Finding> out, Consumer<Ending> ended) {
        return new Judging(rules, new CoverJudge(CoverBook.builder().build(), CoverLimits.DEFAULT), out, ended);
    }

    /** @param ended is told what was open and has been closed */
    Judging(ScanRules rules, CoverJudge judge, Consumer<Finding> out, Consumer<Ending> ended) {
        this.rules = rules;
        this.judge = judge;
        this.out = out;
        this.correlator = new Correlator<>(rules.set(), CorrelationLimits.usual(), EventRef::weight, this::correlated);
        this.followups = new Followups(rules, out, ended, Followups.MOST_BYTES);
    }

    void take(Prepared hit) {
        LogEvent event = hit.event();
        if (before.filter(last -> isSame(last, event)).isPresent()) {
            duplicates++;
            return;
        }
        before = Optional.of(event);
        first = first.or(() -> Optional.of(event.time()));
        EventRecord record = event.raw().record();
        correlatedNow.clear();
        correlator.accept(event.time(), toArray(hit.rules()), event.raw(), record, hit.ref());
        List<Integer> matched = new ArrayList<>(hit.rules());
        matched.addAll(correlatedNow);
        followups.accept(event, record, hit.ref(), matched);
        if (!hit.telling().isEmpty()) {
            out.accept(finding(hit));
        }
    }

    /** One event delivered twice stands twice in a row, since hits are in the order of time and id. */
    private static boolean isSame(LogEvent one, LogEvent other) {
        return !one.id().isEmpty()
                && one.id().equals(other.id())
                && one.time().equals(other.time())
                && one.account().equals(other.account());
    }

    private static int[] toArray(List<Integer> numbers) {
        int[] array = new int[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    private Finding finding(Prepared hit) {
        LogEvent event = hit.event();
        int gravest = rules.gravest(hit.telling());
        return new Finding(
                hit.id(),
                Kind.EVENT,
                event.time(),
                hit.telling(),
                rules.level(gravest),
                rules.info(gravest).title(),
                Optional.of(event),
                List.of(),
                hit.cover().map(found -> judge.judge(event, found)));
    }

    private void correlated(CorrelationMatch<EventRef> match) {
        noteForFollowups(match);
        if (!rules.isFinding(match.number())) {
            return;
        }
        List<String> about = new ArrayList<>(List.of(
                rules.info(match.number()).handle(),
                match.first().toString(),
                match.last().toString()));
        match.group().forEach((name, value) -> about.add(name + "=" + value));
        match.events().forEach(event -> about.add(event.id()));
        out.accept(new Finding(
                FindingId.of(about),
                Kind.CORRELATION,
                match.last(),
                List.of(match.number()),
                rules.level(match.number()),
                rules.info(match.number()).title() + inWords(match),
                Optional.empty(),
                match.events().stream().limit(Finding.OTHERS).toList(),
                Optional.empty()));
    }

    /** A correlation that this event completes opens and closes like a rule that matches it. */
    private void noteForFollowups(CorrelationMatch<EventRef> match) {
        boolean byThisEvent = before.filter(event ->
                        match.events().stream().anyMatch(ref -> ref.where().equals(event.where())))
                .isPresent();
        if (byThisEvent) {
            correlatedNow.add(match.number());
        }
    }

    /** {@code : 3 events within 9 min (203.0.113.7)}. */
    private String inWords(CorrelationMatch<EventRef> match) {
        String group = String.join(", ", match.group().values());
        Duration length = Duration.between(match.first(), match.last());
        return ": " + figure(match) + (length.isZero() ? " at once" : " within " + Spans.inWords(length))
                + (group.isEmpty() ? "" : " (" + group + ")");
    }

    private String figure(CorrelationMatch<EventRef> match) {
        String figure = match.figure().toPlainString();
        String end = figure.equals("1") ? "" : "s";
        RuleSet set = rules.set();
        return switch (set.correlations()
                .get(match.number() - set.rules().size())
                .type()) {
            case EVENT_COUNT -> figure + " event" + end;
            case VALUE_COUNT -> figure + " different value" + end;
            case TEMPORAL, TEMPORAL_ORDERED -> figure + (end.isEmpty() ? " kind" : " kinds") + " of events";
            case VALUE_SUM -> figure + " in all";
            case VALUE_AVG -> figure + " on average";
            case VALUE_PERCENTILE, VALUE_MEDIAN -> "a value of " + figure;
        };
    }

    /** There are no more hits, and the logs go on until then, where that is known. */
    void end(Optional<Instant> logsEnd) {
        correlator.finish();
        Instant last = Stream.concat(last().stream(), logsEnd.stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        followups.end(last);
    }

    long duplicates() {
        return duplicates;
    }

    Optional<Instant> first() {
        return first;
    }

    Optional<Instant> last() {
        return before.map(LogEvent::time);
    }

    List<CorrelationLoss> losses() {
        return correlator.losses();
    }
}
