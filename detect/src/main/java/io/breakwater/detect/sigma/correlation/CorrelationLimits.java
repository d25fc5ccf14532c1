package io.breakwater.detect.sigma.correlation;

/**
 * How much correlations may remember. Beyond, the group that was quiet longest is forgotten, and that is told.
 *
 * @param groups most groups of one correlation
 * @param events most events in all groups of one correlation together
 * @param bytes of memory that all correlations together may take, about; the one that takes most forgets first
 */
public record CorrelationLimits(int groups, int events, long bytes) {
    /** For a scan of any size. */
    public static CorrelationLimits usual() {
        return new CorrelationLimits(50_000, 50_000, 64L << 20);
    }
}
