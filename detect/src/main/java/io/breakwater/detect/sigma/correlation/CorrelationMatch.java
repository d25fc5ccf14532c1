package io.breakwater.detect.sigma.correlation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A correlation that matched.
 *
 * @param number the correlation's, in its set of rules
 * @param group what the events have in common, by the names of {@code group-by}
 * @param first when the first of the events happened
 * @param last when the last of them happened
 * @param figure what was compared: how many events, values or rules, or the sum, average or percentile
 * @param events the events, in the order of time, those of inner correlations among them
 */
public record CorrelationMatch<T>(
        int number, Map<String, String> group, Instant first, Instant last, BigDecimal figure, List<T> events) {}
