package io.breakwater.detect.sigma.match;

import java.util.List;
import java.util.stream.Collectors;

/** Several texts with wildcards, of which a value has to be like one: asked at once, since rules list words by the dozen. */
public record AnyPattern(List<TextPattern> patterns, int shortest) implements ValueTest {
    /**
     * The test that passes where one of these does.
     *
     * @param patterns at least one
     */
    public static ValueTest of(List<TextPattern> patterns) {
        if (patterns.size() == 1) {
            return patterns.get(0);
        }
        int shortest = patterns.stream().mapToInt(TextPattern::shortest).min().orElseThrow();
        return new AnyPattern(List.copyOf(patterns), shortest);
    }

    @Override
    public boolean holds(FieldValues values, int index) {
        if (values.isPlain(index) && values.end(index) - values.start(index) < shortest) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).holds(values, index)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return patterns.stream().map(TextPattern::toString).collect(Collectors.joining(" or "));
    }
}
