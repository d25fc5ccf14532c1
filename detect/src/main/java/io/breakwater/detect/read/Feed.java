package io.breakwater.detect.read;

import java.io.IOException;

/** Content, unpacked, piece by piece. */
interface Feed {
    /**
     * Puts at most {@code length} bytes into the array; returns how many, or -1 at the end.
     *
     * @throws DamagedException when the content cannot be unpacked any further
     */
    int read(byte[] into, int at, int length) throws IOException;

    /** The content cannot be unpacked any further; what has been handed out before is good. */
    final class DamagedException extends IOException {
        private final transient Problem problem;

        DamagedException(Problem problem, String detail) {
            super(detail);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /** Content that is stored as it is. */
    static Feed plain(Stored stored) {
        return (into, at, length) -> {
            if (!stored.fill()) {
                return -1;
            }
            int bytes = Math.min(length, stored.available());
            System.arraycopy(stored.buffer(), stored.at(), into, at, bytes);
            stored.skip(bytes);
            return bytes;
        };
    }
}
