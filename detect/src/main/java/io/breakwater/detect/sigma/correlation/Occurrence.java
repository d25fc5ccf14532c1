package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.RawRecord;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * An event that matched rules, or an inner correlation that matched.
 *
 * @param sources the numbers of the rules, or of the inner correlation
 * @param record the event, or the last one of the inner correlation
 * @param group of the inner correlation
 */
record Occurrence<T>(
        Instant at, BitSet sources, RawRecord raw, EventRecord record, Map<String, String> group, List<T> events) {}
