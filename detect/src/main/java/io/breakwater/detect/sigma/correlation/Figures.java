package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.sigma.rule.Correlation;
import io.breakwater.detect.sigma.rule.Correlation.Condition;
import io.breakwater.detect.sigma.rule.Correlation.Sight;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What a correlation computes of a window, and whether its condition holds of that. */
final class Figures {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private final Correlation correlation;

    Figures(Correlation correlation) {
        this.correlation = correlation;
    }

    /**
     * Whether a match is known as soon as it is reached: more events cannot unmake a count that is high enough, but they
     * can unmake an average, an upper bound or an absence.
     */
    boolean isKnownAtOnce() {
        boolean grows = switch (correlation.type()) {
            case VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> false;
            default -> true;
        };
        return correlation.condition() instanceof Condition.Bounded bounded
                ? grows && bounded.isFloor()
                : !hasAbsence(((Condition.Seen) correlation.condition()).sight());
    }

    private static boolean hasAbsence(Sight sight) {
        if (sight instanceof Sight.All all) {
            return all.parts().stream().anyMatch(Figures::hasAbsence);
        } else if (sight instanceof Sight.Any any) {
            return any.parts().stream().anyMatch(Figures::hasAbsence);
        }
        return sight instanceof Sight.None;
    }

    /** The figure, when the condition holds of it. */
    Optional<BigDecimal> match(Window<?> window) {
        if (correlation.condition() instanceof Condition.Bounded bounded) {
            return figure(window, bounded).filter(bounded::holds);
        }
        BitSet seen = window.seen();
        boolean holds = isSeen(((Condition.Seen) correlation.condition()).sight(), seen)
                && (correlation.type() != Correlation.Type.TEMPORAL_ORDERED
                        || window.seenInOrder() == seen.cardinality());
        return holds ? Optional.of(BigDecimal.valueOf(seen.cardinality())) : Optional.empty();
    }

    private boolean isSeen(Sight sight, BitSet seen) {
        if (sight instanceof Sight.All all) {
            return all.parts().stream().allMatch(part -> isSeen(part, seen));
        } else if (sight instanceof Sight.Any any) {
            return any.parts().stream().anyMatch(part -> isSeen(part, seen));
        } else if (sight instanceof Sight.None none) {
            return !isSeen(none.part(), seen);
        }
        return seen.get(correlation.sources().indexOf(((Sight.Of) sight).source()));
    }

    private Optional<BigDecimal> figure(Window<?> window, Condition.Bounded bounded) {
        return switch (correlation.type()) {
            case EVENT_COUNT -> whole(window.size());
            case VALUE_COUNT -> whole(window.distinctValues());
            case TEMPORAL -> whole(window.seen().cardinality());
            case TEMPORAL_ORDERED -> whole(window.seenInOrder());
            case VALUE_SUM -> window.distinctValues() == 0 ? Optional.empty() : Optional.of(window.sum());
            default -> computed(numbers(window), bounded.percentile().orElse(50));
        };
    }

    private static Optional<BigDecimal> whole(int number) {
        return Optional.of(BigDecimal.valueOf(number));
    }

    private static List<BigDecimal> numbers(Window<?> window) {
        return window.values().stream()
                .map(value -> new BigDecimal(value.get(0)))
                .sorted()
                .toList();
    }

    /** Of nothing there is no figure. */
    private Optional<BigDecimal> computed(List<BigDecimal> sorted, int percentile) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = sorted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(
                switch (correlation.type()) {
                    case VALUE_AVG -> sum.divide(BigDecimal.valueOf(sorted.size()), MathContext.DECIMAL64);
                    case VALUE_MEDIAN -> median(sorted);
                    default -> nearestRank(sorted, percentile);
                });
    }

    private static BigDecimal median(List<BigDecimal> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).add(sorted.get(middle)).divide(TWO, MathContext.DECIMAL64);
    }

    private static BigDecimal nearestRank(List<BigDecimal> sorted, int percentile) {
        int rank = BigDecimal.valueOf((long) percentile * sorted.size())
                .divide(HUNDRED, 0, RoundingMode.CEILING)
                .intValueExact();
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
