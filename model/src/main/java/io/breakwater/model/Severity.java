package io.breakwater.model;

/** How bad it is, 1 (worst) to 4. */
public record Severity(int level) {
    public Severity {
        if (level < 1 || level > 4) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST, "severity is a number from 1 (worst) to 4, not " + level);
        }
    }
}
