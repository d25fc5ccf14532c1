package io.breakwater.detect.event;

import java.util.Arrays;

/**
 * What a path reached in one event: the kinds of the values and where they stand in the event's bytes. Reused from one
 * question to the next; valid until the next question or the next event.
 */
public final class Values {
    /** What a JSON value is. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        OBJECT,
        ARRAY
    }

    /** Of one question; a record of the usual size has no more values in all. */
    private static final int MOST = 1 << 20;

    private final int most;
    private byte[] bytes = new byte[0];
    private Kind[] kinds = new Kind[4];
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int size;
    private boolean cutShort;

    /** Of as many values as any question is answered with. */
    public Values() {
        this(MOST);
    }

    /** Of no more values than these; where there are more, they are {@linkplain #isCutShort() cut short}. */
    public Values(int most) {
        this.most = most;
    }

    /** Forgets what was found, and takes the bytes that the next positions point into. */
    void restart(byte[] in) {
        if (bytes != in) { // to write a reference costs more than to look
            bytes = in;
        }
        size = 0;
        cutShort = false;
    }

    /** Forgets what was found. */
    public void clear() {
        size = 0;
    }

    /** Of a text, the positions are those between its quotes. */
    void add(Kind kind, int start, int end) {
        if (size == most) {
            cutShort();
            return;
        }
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        if (kinds[size] != kind) {
            kinds[size] = kind;
        }
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /** There is more than is taken. */
    void cutShort() {
        cutShort = true;
    }

    /** How many values were reached; 0 when the path is missing. */
    public int size() {
        return size;
    }

    /** Whether the path reaches more than is kept, as only in records that somebody made for that. */
    public boolean isCutShort() {
        return cutShort;
    }

    /** The kind of one value. */
    public Kind kind(int index) {
        return kinds[index];
    }

    /** The array that {@link #start} and {@link #end} point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** The first byte of the value; of a text, the byte after its opening quote. */
    public int start(int index) {
        return starts[index];
    }

    /** The byte after the value's last; of a text, its closing quote. */
    public int end(int index) {
        return ends[index];
    }

    /** Whether the value is a text that begins with this word in any letter case; the word is in lower case and ASCII. */
    public boolean startsWithWord(int index, byte[] word) {
        return kinds[index] == Kind.TEXT
                && ends[index] - starts[index] >= word.length
                && JsonSkip.isWordAt(bytes, starts[index], word);
    }

    /** The value as text: of a text its content with escapes resolved, of anything else its JSON as it was written. */
    public String text(int index) {
        return kinds[index] == Kind.TEXT
                ? JsonText.decode(bytes, starts[index], ends[index])
                : JsonText.raw(bytes, starts[index], ends[index]);
    }

    /** Whether the bytes of the value are its text in ASCII, with nothing to resolve. */
    public boolean isPlain(int index) {
        return JsonSkip.isPlain(bytes, starts[index], ends[index], kinds[index] == Kind.TEXT);
    }
}
