package io.breakwater.detect.read;

import java.util.TreeSet;

/** What one thread counts over all its files. */
final class Counts {
    private final LogCoverage coverage = LogCoverage.empty();
    private final TreeSet<TrailSwitch> switches = new TreeSet<>();
    private final IdHashes ids;

    Counts(Duplicates duplicates) {
        ids = new IdHashes(duplicates);
    }

    LogCoverage coverage() {
        return coverage;
    }

    IdHashes ids() {
        return ids;
    }

    TreeSet<TrailSwitch> switches() {
        return switches;
    }

    void trailSwitch(TrailSwitch change) {
        if (switches.size() < Limits.SWITCHES) {
            switches.add(change);
        }
    }
}
