package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What correlations read from the events that they are about, and from inner correlations. */
final class FieldTexts {
    /** Most groups that one event with lists in it takes part in. */
    private static final int MAX_COMBINATIONS = 64;

    private final Values found = new Values();

    /** The values of a field, each once; of an inner correlation, its group comes before its last event. */
    private Set<String> of(EventRecord record, Map<String, String> group, String field) {
        String grouped = group.get(field);
        if (grouped != null) {
            return Set.of(grouped);
        }
        Set<String> texts = new LinkedHashSet<>();
        record.find(FieldPath.of(field), found);
        for (int i = 0; i < found.size(); i++) {
            if (found.kind(i) != Kind.NULL && !(found.kind(i) == Kind.ARRAY)) {
                texts.add(found.text(i));
            }
        }
        return texts;
    }

    /** The combinations of the fields' values; none when one of them has no value. */
    List<List<String>> combinations(EventRecord record, Map<String, String> group, List<String> fields) {
        List<List<String>> combinations = List.of(List.of());
        for (String field : fields) {
            List<List<String>> longer = new ArrayList<>();
            for (String value : of(record, group, field)) {
                for (List<String> start : combinations) {
                    List<String> next = new ArrayList<>(start);
                    next.add(value);
                    longer.add(next);
                }
            }
            combinations = longer.subList(0, Math.min(longer.size(), MAX_COMBINATIONS));
        }
        return combinations;
    }
}
