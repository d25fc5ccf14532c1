package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.event.RawRecord;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One event in a window.
 *
 * @param sources places in the correlation's list of the rules that it matched
 * @param value what the counted fields hold, or nothing
 * @param record kept only where another correlation may ask for its fields
 * @param events the event itself, or those of the inner correlation that matched
 * @param weight what all of it takes of the memory, in bytes, about
 */
record Entry<T>(
        Instant at, BitSet sources, List<String> value, Optional<RawRecord> record, List<T> events, int weight) {}
