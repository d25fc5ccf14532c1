package io.breakwater.detect.sigma.correlation;

/**
 * How much a correlation may remember. Beyond, the group that was quiet longest is forgotten, and that is told.
 *
 * @param groups most groups of one correlation
 * @param events most events in all groups of one correlation together
 */
public record CorrelationLimits(int groups, int events) {
    /** For a scan of any size. */
    public static CorrelationLimits usual() {
        return new CorrelationLimits(50_000, 50_000);
    }
}
