package io.breakwater.detect.sigma.yaml;

/**
 * Something wrong with a rule file. An error means that the document it stands in is not used; a warning means that it is
 * used, but may not do what its author meant.
 *
 * @param code stable, in capitals: scripts may rely on it
 */
public record Problem(Place place, Severity severity, String code, String message) {
    /** Whether the document can be used. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** Whether the document it stands in is refused. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return place + ": " + (isError() ? "" : "warning: ") + code + ": " + message;
    }
}
