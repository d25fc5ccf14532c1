package io.breakwater.detect.sigma.correlation;

/**
 * What a correlation could not take into account.
 *
 * @param number the correlation's, in its set of rules
 * @param groupsForgotten because of {@link CorrelationLimits}; each may have been about to match
 * @param eventsWithoutGroup matches that lack a field of {@code group-by}
 * @param valuesNotNumbers values to compute with that are no numbers
 */
public record CorrelationLoss(int number, long groupsForgotten, long eventsWithoutGroup, long valuesNotNumbers) {
    boolean isNone() {
        return groupsForgotten + eventsWithoutGroup + valuesNotNumbers == 0;
    }
}
