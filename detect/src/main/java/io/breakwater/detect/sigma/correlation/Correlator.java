package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Evaluates the correlations of a set of rules on matches that come in the order of time, with bounded memory.
 *
 * <p>A count that only needs to be high enough matches when it is reached, in a window that slides; the events that made
 * the match are used up by it. What more events could unmake (an average, an upper bound, an absence) is decided when the
 * time span has passed since the window's first event, or at the end of the logs.
 *
 * @param <T> what the caller wants back of an event: the smaller the better, for it is kept
 */
public final class Correlator<T> {
    private final List<Lane<T>> lanes;
    private final List<List<Lane<T>>> lanesOf;
    private final CorrelationLimits limits;
    private final Consumer<CorrelationMatch<T>> out;

    /**
     * Matches go to {@code out} as soon as they are known, inner ones first.
     *
     * @param weights what it takes of the memory to keep an event, in bytes, about
     */
    public Correlator(
            RuleSet rules, CorrelationLimits limits, ToIntFunction<T> weights, Consumer<CorrelationMatch<T>> out) {
        this.limits = limits;
        this.out = out;
        this.lanes = new ArrayList<>();
        this.lanesOf = new ArrayList<>();
        IntStream.range(0, rules.size()).forEach(number -> lanesOf.add(new ArrayList<>()));
        for (int i = 0; i < rules.correlations().size(); i++) {
            int number = rules.rules().size() + i;
            boolean feeds = rules.correlations().stream()
                    .anyMatch(other -> other.sources().contains(number));
            Lane<T> lane = new Lane<>(number, rules, feeds, limits, weights);
            rules.correlations().get(i).sources().stream()
                    .distinct()
                    .forEach(source -> lanesOf.get(source).add(lane));
            lanes.add(lane);
        }
    }

    /**
     * An event, the numbers of the rules that it matched, and what is wanted back of it.
     *
     * @param time not before that of the event before; an earlier one counts as of now
     * @param raw the same as the record, for as long as somebody may ask for it
     */
    public void accept(Instant time, int[] rules, RawRecord raw, EventRecord record, T event) {
        closeBefore(time);
        BitSet sources = new BitSet();
        for (int rule : rules) {
            sources.set(rule);
        }
        pass(new Occurrence<>(time, sources, raw, record, Map.of(), List.of(event)));
        forgetSurplus();
    }

    /** Asked after every event. */
    private long weight() {
        long sum = 0;
        for (Lane<T> lane : lanes) {
            sum += lane.weight();
        }
        return sum;
    }

    private void forgetSurplus() {
        while (weight() > limits.bytes()) {
            lanes.stream()
                    .max(Comparator.comparingLong(Lane::weight))
                    .orElseThrow()
                    .forgetEldest();
        }
    }

    /** There are no more events: what is still open is decided. */
    public void finish() {
        closeBefore(Instant.MAX);
    }

    private void closeBefore(Instant now) {
        for (Lane<T> lane : lanes) {
            lane.closeBefore(now, this::matched);
        }
    }

    private void pass(Occurrence<T> occurrence) {
        Set<Lane<T>> asked = new LinkedHashSet<>();
        BitSet sources = occurrence.sources();
        for (int source = sources.nextSetBit(0); source >= 0; source = sources.nextSetBit(source + 1)) {
            asked.addAll(lanesOf.get(source));
        }
        asked.forEach(lane -> lane.accept(occurrence, this::matched));
    }

    private void matched(Lane.Matched<T> matched) {
        CorrelationMatch<T> match = matched.match();
        out.accept(match);
        matched.last().ifPresent(raw -> {
            BitSet self = new BitSet();
            self.set(match.number());
            pass(new Occurrence<>(match.last(), self, raw, raw.record(), match.group(), match.events()));
        });
    }

    /** What could not be taken into account so far, of the correlations of which there is something to tell. */
    public List<CorrelationLoss> losses() {
        return lanes.stream().map(Lane::loss).filter(loss -> !loss.isNone()).toList();
    }
}
