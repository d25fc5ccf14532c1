package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.cover.file.CoverFileReport;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.nio.file.Path;
import java.util.List;

/**
 * What a scan works on.
 *
 * @param period what happened outside of it is counted and left out
 * @param threads how many files are read at a time
 * @param temporary a folder for what does not fit into memory
 * @param batchBytes how much a thread holds in memory before it uses that folder
 */
public record ScanOptions(
        List<Input> logs,
        List<Format> formats,
        RuleSet rules,
        CoverBook cover,
        CoverLimits limits,
        List<CoverFileReport> coverFiles,
        Window period,
        int threads,
        Path temporary,
        int batchBytes) {
    /** Enough for thousands of hits a thread; far from what a small heap can bear. */
    public static final int USUAL_BATCH_BYTES = 16 << 20;

    private static final int BATCHES_BYTES = 32 << 20;
    private static final int LEAST_BATCH_BYTES = 1 << 20;

    /** What a thread holds where so many read: together never much more than two do. */
    public static int batchBytes(int threads) {
        return Math.max(LEAST_BATCH_BYTES, Math.min(USUAL_BATCH_BYTES, BATCHES_BYTES / threads));
    }

    public ScanOptions {
        logs = List.copyOf(logs);
        formats = List.copyOf(formats);
        coverFiles = List.copyOf(coverFiles);
    }
}
