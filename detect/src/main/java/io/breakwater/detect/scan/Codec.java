package io.breakwater.detect.scan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How something is laid aside on disk and taken up again. */
interface Codec<T> {
    /** Where it stands among others. */
    SortKey key(T thing);

    void write(T thing, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;
}
