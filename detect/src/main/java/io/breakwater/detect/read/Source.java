package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * One thing to be opened and read.
 *
 * @param number its place among all, from 0
 * @param inside its place in the archive of that number, from 1; 0 for what is in none
 * @param size in bytes; 0 when it cannot be known
 */
record Source(int number, int inside, String name, long size, Kind kind, Input.Opening opening) {
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
