package io.breakwater.detect.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of a file's content that is in memory: at least the record that is being cut, at most
 * {@link Limits#RECORD_BYTES} and a chunk. Reused from file to file.
 */
final class Window {
    /** Room after the content, so that eight bytes may be looked at from any place in it. */
    private static final int MARGIN = Long.BYTES;

    private static final int[] UTF_16_LITTLE = {0xff, 0xfe};
    private static final int[] UTF_16_BIG = {0xfe, 0xff};

    private byte[] bytes = new byte[2 * Limits.CHUNK_BYTES + MARGIN];
    private Feed feed = (into, at, length) -> -1;
    private Tally tally = Tally.NONE;
    private int at;
    private int end;
    private long base;
    private boolean ended;

    void open(Feed content, Tally counted) {
        feed = content;
        tally = counted;
        at = 0;
        end = 0;
        base = 0;
        ended = false;
    }

    /** Makes room for content that will be put at the front of {@link #bytes} as a whole. */
    byte[] room(int size) {
        if (bytes.length < size + MARGIN) {
            bytes = new byte[size + MARGIN];
        }
        return bytes;
    }

    /** The content is in {@link #bytes}, from the front. */
    void openWhole(int size, Tally counted) {
        open((into, place, length) -> -1, counted);
        end = size;
        ended = true;
    }

    boolean startsWith(int[] first) {
        if (end - at < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[at + i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }

    /** Content with the mark of UTF-16 at its beginning becomes UTF-8; places then count from there. */
    void toUtf8() {
        if (startsWith(UTF_16_LITTLE)) {
            fromUtf16(StandardCharsets.UTF_16LE, 2);
        } else if (startsWith(UTF_16_BIG)) {
            fromUtf16(StandardCharsets.UTF_16BE, 2);
        } else if (isPlain(at) && isPlain(at + 2) && isZero(at + 1) && isZero(at + 3)) {
            fromUtf16(StandardCharsets.UTF_16LE, 0);
        } else if (isPlain(at + 1) && isPlain(at + 3) && isZero(at) && isZero(at + 2)) {
            fromUtf16(StandardCharsets.UTF_16BE, 0);
        }
    }

    private boolean isPlain(int place) {
        return place < end && bytes[place] > 0;
    }

    private boolean isZero(int place) {
        return place < end && bytes[place] == 0;
    }

    private void fromUtf16(Charset charset, int mark) {
        byte[] first = Arrays.copyOfRange(bytes, at + mark, end);
        open(new Utf16Feed(rest(), first, charset), tally);
        more();
    }

    private Feed rest() {
        return ended ? (into, place, length) -> -1 : feed;
    }

    /** What is in memory and what would follow, as a stream: compressed content that was compressed once more. */
    InputStream stream() {
        InputStream first = new ByteArrayInputStream(Arrays.copyOfRange(bytes, at, end));
        return new SequenceInputStream(first, new FeedStream(rest()));
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next byte to be looked at stands in {@link #bytes}. */
    int at() {
        return at;
    }

    /** The byte after the last in memory. */
    int end() {
        return end;
    }

    void moveTo(int place) {
        at = place;
    }

    /** The place in the whole content that a place in {@link #bytes} stands for. */
    long offset(int place) {
        return base + place;
    }

    /** Whether nothing more can be had. */
    boolean isEnded() {
        return ended;
    }

    /** Whether what is held from {@link #at} on has reached the limit of one record. */
    boolean isFull() {
        return end - at >= Limits.RECORD_BYTES;
    }

    /**
     * Drops what is before {@link #at}, moving the rest to the front, and reads on: as much again as is held, so that what
     * is looked at anew does not add up. False when there is no more, or no room.
     */
    boolean more() {
        if (ended || isFull()) {
            return false;
        }
        toFront();
        int until = Math.min(end + Math.max(Limits.CHUNK_BYTES, end), Limits.RECORD_BYTES + Limits.CHUNK_BYTES);
        if (until + MARGIN > bytes.length) {
            bytes = Arrays.copyOf(bytes, until + MARGIN);
        }
        int before = end;
        fill(until);
        return end > before;
    }

    private void toFront() {
        System.arraycopy(bytes, at, bytes, 0, end - at);
        base += at;
        end -= at;
        at = 0;
    }

    private void fill(int until) {
        try {
            while (end < until) {
                int read = feed.read(bytes, end, until - end);
                if (read < 0) {
                    ended = true;
                    return;
                }
                end += read;
            }
        } catch (Feed.DamagedException e) {
            stop(e.problem(), e);
        } catch (IOException e) {
            stop(Problem.UNREADABLE, e);
        }
    }

    private void stop(Problem problem, IOException e) {
        ended = true;
        tally.problem(problem, base + end, String.valueOf(e.getMessage()));
    }
}
