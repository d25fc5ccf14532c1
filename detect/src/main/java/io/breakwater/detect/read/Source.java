package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * One thing to be opened and read.
 *
 * @param size in bytes; 0 when it cannot be known
 */
record Source(int number, String name, long size, Kind kind, Input.Opening opening) {
    enum Kind {
        FILE,
        /** A symbolic link below a folder; not followed. */
        LINK,
        /** Could not be listed, or is neither file nor folder. */
        UNREADABLE
    }

    InputStream open() throws IOException {
        return opening.open();
    }
}
