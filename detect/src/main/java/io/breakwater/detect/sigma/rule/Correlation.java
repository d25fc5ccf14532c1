package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Comparison;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule about several events (Sigma correlation rules 2.1.0).
 *
 * @param sources numbers of the rules and correlations it is about, in its order; see {@link RuleSet}
 * @param groupBy names of fields, or of aliases, whose values the events have in common
 * @param aliases of a name, the field it stands for in the matches of each source
 * @param generate whether the rules it is about also stand for themselves
 */
public record Correlation(
        RuleInfo info,
        Type type,
        List<Integer> sources,
        List<String> groupBy,
        Map<String, Map<Integer, String>> aliases,
        Duration timespan,
        Condition condition,
        boolean generate) {

    /** What is counted. */
    public enum Type {
        EVENT_COUNT,
        VALUE_COUNT,
        TEMPORAL,
        TEMPORAL_ORDERED,
        VALUE_SUM,
        VALUE_AVG,
        VALUE_PERCENTILE,
        VALUE_MEDIAN;

        /** Whether it asks which of its sources were seen, not how much. */
        public boolean isTemporal() {
            return this == TEMPORAL || this == TEMPORAL_ORDERED;
        }
    }

    /** When it matches. */
    public sealed interface Condition {
        /**
         * A number within all bounds.
         *
         * @param fields whose values are counted or computed with; empty where events are counted
         * @param percentile from 1 to 99, of a percentile
         */
        record Bounded(List<Bound> bounds, List<String> fields, Optional<Integer> percentile) implements Condition {
            /** Whether every bound holds. */
            public boolean holds(BigDecimal number) {
                return bounds.stream().allMatch(bound -> bound.comparison().holds(number.compareTo(bound.number())));
            }

            /** Whether more events can only make it truer, so that it is known as soon as it is reached. */
            public boolean isFloor() {
                return bounds.stream()
                        .allMatch(bound -> bound.comparison() == Comparison.GT || bound.comparison() == Comparison.GTE);
            }
        }

        /** "and", "or" and "not" over which sources were seen. */
        record Seen(Sight sight) implements Condition {}
    }

    /** One bound of a number. */
    public record Bound(Comparison comparison, BigDecimal number) {}

    /** An expression over the sources that were seen. */
    public sealed interface Sight {
        /** A source, by its number. */
        record Of(int source) implements Sight {}

        /** All of them. */
        record All(List<Sight> parts) implements Sight {}

        /** At least one of them. */
        record Any(List<Sight> parts) implements Sight {}

        /** Not this. */
        record None(Sight part) implements Sight {}
    }
}
