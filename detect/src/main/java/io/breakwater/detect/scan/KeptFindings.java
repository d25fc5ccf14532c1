package io.breakwater.detect.scan;

import java.io.Closeable;
import java.io.IOException;

/** The findings of a scan and the large records that they are about, for as long as somebody asks for them. */
record KeptFindings(SpillSorter<Finding> sorter, LargeRecords records) implements Closeable {
    @Override
    public void close() throws IOException {
        try (records) {
            sorter.close();
        }
    }
}
