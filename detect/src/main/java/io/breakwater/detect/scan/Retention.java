package io.breakwater.detect.scan;

import io.breakwater.detect.sigma.rule.Correlation;
import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.Followup.When;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** For how long an event has to be looked back at, by the rules that match it: as far as what spans several events goes. */
final class Retention {
    /** What may stay open without a limit is looked back at so far. */
    static final Duration WITHOUT_LIMIT = Duration.ofDays(31);
    /** Logs come late, and in any order. */
    static final Duration LATE = Duration.ofHours(2);

    private final Duration[] longest;

    Retention(RuleSet rules) {
        longest = new Duration[rules.size()];
        Arrays.fill(longest, Duration.ZERO);
        rules.followups().stream()
                .filter(followup -> followup.when() != When.NOT_PRECEDED)
                .forEach(this::keepFor);
        // A correlation comes after those it is about, which may be correlations themselves.
        for (int i = rules.correlations().size() - 1; i >= 0; i--) {
            keepFor(rules.correlations().get(i), longest[rules.rules().size() + i]);
        }
    }

    private void keepFor(Followup followup) {
        Duration span = followup.within().orElse(WITHOUT_LIMIT);
        for (List<Integer> numbers : List.of(followup.opens(), followup.closes(), followup.meanwhile())) {
            numbers.forEach(number -> atLeast(number, span));
        }
    }

    private void keepFor(Correlation correlation, Duration itself) {
        correlation
                .sources()
                .forEach(number -> atLeast(number, correlation.timespan().plus(itself)));
    }

    private void atLeast(int number, Duration span) {
        longest[number] = longest[number].compareTo(span) >= 0 ? longest[number] : span;
    }

    /** Until when an event is looked back at; empty when nothing spans it and others. */
    Optional<Instant> until(Instant time, List<Integer> matched) {
        return matched.stream()
                .map(number -> longest[number])
                .max(Duration::compareTo)
                .filter(span -> !span.isZero())
                .map(span -> time.plus(span).plus(LATE));
    }
}
