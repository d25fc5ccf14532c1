package io.breakwater.detect.read;

/** What one thread counts over all its files, handed on before it grows: threads seldom meet, and hold little. */
final class Counts {
    /** So many cells of {@link LogCoverage} a thread may hold: a region's days of ten years. */
    static final int CELLS_HELD = 4_096;

    private final Reports reports;
    private final IdHashes ids;
    private LogCoverage coverage = LogCoverage.empty();

    Counts(Reports reports) {
        this.reports = reports;
        this.ids = new IdHashes(reports.duplicates());
    }

    IdHashes ids() {
        return ids;
    }

    void events(Place place, long hour, long count) {
        coverage.events(place, hour, count);
        bound();
    }

    void logged(Place place, long hour) {
        coverage.logged(place, hour);
        bound();
    }

    private void bound() {
        if (coverage.cells() > CELLS_HELD) {
            flush();
        }
    }

    void trailSwitch(TrailSwitch change) {
        reports.add(change);
    }

    /** Hands on everything; to be called at the end. */
    void flush() {
        ids.flush();
        reports.add(coverage);
        coverage = LogCoverage.empty();
    }
}
