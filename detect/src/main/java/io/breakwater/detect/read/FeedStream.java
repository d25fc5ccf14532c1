package io.breakwater.detect.read;

import java.io.IOException;
import java.io.InputStream;

/** Unpacked content as a stream, to be unpacked once more. */
final class FeedStream extends InputStream {
    private final Feed feed;
    private final byte[] one = new byte[1];
    private boolean ended;

    FeedStream(Feed feed) {
        this.feed = feed;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int read = length == 0 ? 0 : feed.read(into, at, length);
        ended |= read < 0;
        return read;
    }

    /** Whether more was asked for than there is. */
    boolean isEnded() {
        return ended;
    }
}
