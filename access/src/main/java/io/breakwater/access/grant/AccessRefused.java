package io.breakwater.access.grant;

import io.breakwater.model.BreakwaterException;

/** A request that was refused, with what every rule said. */
public final class AccessRefused extends BreakwaterException {
    private static final long serialVersionUID = 1L;
    private final transient AccessAnalysis analysis;

    AccessRefused(AccessAnalysis analysis) {
        super(analysis.decisive().code(), analysis.decisive().message());
        this.analysis = analysis;
    }

    /** What every rule said. */
    public AccessAnalysis analysis() {
        return analysis;
    }
}
