package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.event.BoundedText;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What correlations read from the events that they are about, and from inner correlations. */
final class FieldTexts {
    /** Most groups that one event with lists in it takes part in. */
    private static final int MAX_COMBINATIONS = 64;

    private final RuleSet rules;
    private final Values found = new Values();
    private final Map<Asked, List<FieldPath>> paths = new HashMap<>();

    FieldTexts(RuleSet rules) {
        this.rules = rules;
    }

    /** A field as a correlation names it, in the matches of one of its sources. */
    private record Asked(int source, String field) {}

    /** The values of a field, each once; of an inner correlation, its group comes before its last event. */
    private Set<String> of(EventRecord record, Map<String, String> group, Asked asked) {
        String grouped = group.get(asked.field());
        if (grouped != null) {
            return Set.of(grouped);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (FieldPath path : paths.computeIfAbsent(asked, key -> rules.paths(key.source(), key.field()))) {
            record.find(path, found);
            for (int i = 0; i < found.size(); i++) {
                if (found.kind(i) != Kind.NULL && !(found.kind(i) == Kind.ARRAY) && texts.size() < MAX_COMBINATIONS) {
                    texts.add(BoundedText.of(found.text(i)));
                }
            }
        }
        return texts;
    }

    /** The combinations of the fields' values; none when one of them has no value. */
    List<List<String>> combinations(EventRecord record, Map<String, String> group, int source, List<String> fields) {
        List<List<String>> combinations = List.of(List.of());
        for (String field : fields) {
            List<List<String>> longer = new ArrayList<>();
            for (String value : of(record, group, new Asked(source, field))) {
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
