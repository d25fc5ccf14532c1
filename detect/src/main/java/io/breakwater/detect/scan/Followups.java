package io.breakwater.detect.scan;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.sigma.rule.Followup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All follow-ups of a scan; an event is shown to those that one of its rules opens, closes or adds to. */
final class Followups {
    /** All together. Beyond, the one that takes most forgets first. */
    static final long MOST_BYTES = 48L << 20;

    private final List<FollowupWatch> watches = new ArrayList<>();
    private final List<BitSet> concerned;
    private final long mostBytes;

    /** @param mostBytes what they may take of the memory, about */
    Followups(ScanRules rules, Consumer<Finding> out, Consumer<Ending> ended, long mostBytes) {
        this.mostBytes = mostBytes;
        concerned = IntStream.range(0, rules.set().size())
                .mapToObj(number -> new BitSet())
                .toList();
        for (Followup followup : rules.set().followups()) {
            int index = watches.size();
            Stream.of(followup.opens(), followup.closes(), followup.meanwhile())
                    .forEach(numbers ->
                            numbers.forEach(number -> concerned.get(number).set(index)));
            watches.add(new FollowupWatch(rules, index, out, ended));
        }
    }

    /** One event, of which these rules have matched. */
    void accept(LogEvent event, EventRecord record, EventRef ref, List<Integer> matched) {
        BitSet asked = new BitSet();
        for (int number : matched) {
            asked.or(concerned.get(number));
        }
        for (int i = asked.nextSetBit(0); i >= 0; i = asked.nextSetBit(i + 1)) {
            watches.get(i).accept(event, record, ref, matched);
        }
        while (weight() > mostBytes) {
            Collections.max(watches, Comparator.comparingLong(FollowupWatch::weight))
                    .forgetEldest(event.time());
        }
    }

    /** Asked after every event. */
    private long weight() {
        long sum = 0;
        for (FollowupWatch watch : watches) {
            sum += watch.weight();
        }
        return sum;
    }

    /** There are no more events, and the logs go on until then. */
    void end(Instant last) {
        watches.forEach(watch -> watch.end(last));
    }
}
