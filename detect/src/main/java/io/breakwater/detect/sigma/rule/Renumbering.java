package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.rule.Correlation.Condition;
import io.breakwater.detect.sigma.rule.Correlation.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the numbers of documents as they were read to the numbers in the finished set. */
record Renumbering(Map<Integer, Integer> numbers) {
    boolean knowsAll(List<Integer> documents) {
        return numbers.keySet().containsAll(documents);
    }

    private int of(int document) {
        return numbers.getOrDefault(document, -1);
    }

    private List<Integer> of(List<Integer> documents) {
        return documents.stream().map(this::of).toList();
    }

    private Map<String, Map<Integer, String>> of(Map<String, Map<Integer, String>> aliases) {
        Map<String, Map<Integer, String>> numbered = new LinkedHashMap<>();
        aliases.forEach((alias, fields) -> {
            Map<Integer, String> inner = new LinkedHashMap<>();
            fields.forEach((document, field) -> inner.put(of(document), field));
            numbered.put(alias, inner);
        });
        return numbered;
    }

    Correlation of(Correlation read) {
        return new Correlation(
                read.info(),
                read.type(),
                of(read.sources()),
                read.groupBy(),
                of(read.aliases()),
                read.timespan(),
                read.condition() instanceof Condition.Seen seen
                        ? new Condition.Seen(of(seen.sight()))
                        : read.condition(),
                read.generate());
    }

    private Sight of(Sight sight) {
        if (sight instanceof Sight.Of source) {
            return new Sight.Of(of(source.source()));
        } else if (sight instanceof Sight.All all) {
            return new Sight.All(all.parts().stream().map(this::of).toList());
        } else if (sight instanceof Sight.Any any) {
            return new Sight.Any(any.parts().stream().map(this::of).toList());
        }
        return new Sight.None(of(((Sight.None) sight).part()));
    }

    Followup of(Followup read) {
        return new Followup(
                read.info(),
                of(read.opens()),
                of(read.closes()),
                of(read.meanwhile()),
                read.within(),
                read.groupBy(),
                of(read.aliases()),
                read.when());
    }
}
