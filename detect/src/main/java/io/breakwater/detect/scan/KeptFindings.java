package io.breakwater.detect.scan;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The findings of a scan and the large records that they are about, for as long as somebody asks for them. */
record KeptFindings(SpillSorter<Finding> sorter, LargeRecords records) implements Closeable {
    @Override
    public void close() {
        try (records) {
            sorter.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
