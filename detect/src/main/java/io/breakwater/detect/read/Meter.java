package io.breakwater.detect.read;

import java.util.concurrent.atomic.LongAdder;

/** How far all threads are, told to who watches every few megabytes, also in the middle of a file. */
final class Meter {
    /** For nobody. */
    static final Meter NONE = new Meter(new Sources.Extent(0, 0), Progress.NONE);

    private static final long TOLD_EVERY_BYTES = 4L << 20;
    private static final int BATCH = 1_024;

    private final Sources.Extent extent;
    private final Progress progress;
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder records = new LongAdder();
    private long told;

    Meter(Sources.Extent extent, Progress progress) {
        this.extent = extent;
        this.progress = progress;
    }

    void bytes(int read) {
        bytes.add(read);
        tell(false);
    }

    /** Counts records of one file without meeting the other threads each time. */
    void record(long index) {
        if ((index + 1) % BATCH == 0) {
            records.add(BATCH);
        }
    }

    void fileEnds(long recordsInFile) {
        records.add(recordsInFile % BATCH);
        files.increment();
        tell(files.sum() == extent.files());
    }

    private synchronized void tell(boolean isLast) {
        long sum = bytes.sum();
        if (isLast || sum - told >= TOLD_EVERY_BYTES) {
            told = sum;
            progress.at(new Progress.State(files.sum(), extent.files(), sum, extent.bytes(), records.sum()));
        }
    }
}
