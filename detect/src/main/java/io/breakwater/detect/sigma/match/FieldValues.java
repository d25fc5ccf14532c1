package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one field in one event, with what has been worked out about them. Reused from event to event; makes text
 * only of values that are not plain.
 */
public final class FieldValues {
    /** No record of a vendor's own size has more values in one field. */
    private static final int MOST = 1 << 14;

    private static final byte UNKNOWN = 0;
    private static final byte PLAIN = 1;
    private static final byte INVOLVED = 2;

    private byte[] bytes = new byte[0];
    private Kind[] kinds = new Kind[4];
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private byte[] plain = new byte[4];
    private @Nullable String[] texts = new String[4];
    private int size;
    private boolean tooMany;

    /** Takes over what a path reached; nothing of it where it is too much to be asked about. */
    public void load(Values values) {
        restart(values.bytes());
        tooMany = values.isCutShort() || values.size() > MOST;
        if (tooMany) {
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            add(values.kind(i), values.start(i), values.end(i));
        }
    }

    /** The whole record: as it is written, and with escapes resolved where there are any. */
    public void loadWhole(EventRecord record) {
        restart(record.bytes());
        add(Kind.OBJECT, record.from(), record.to());
        for (int i = record.from(); i < record.to(); i++) {
            if (bytes[i] == '\\') {
                add(Kind.TEXT, record.from(), record.to());
                return;
            }
        }
    }

    private void restart(byte[] in) {
        bytes = in;
        size = 0;
    }

    private void add(Kind kind, int start, int end) {
        if (size == kinds.length) {
            grow(size * 2);
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        plain[size] = UNKNOWN;
        texts[size] = null;
        size++;
    }

    private void grow(int length) {
        kinds = Arrays.copyOf(kinds, length);
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
        plain = Arrays.copyOf(plain, length);
        texts = Arrays.copyOf(texts, length);
    }

    /**
     * These values.
     *
     * @throws GaveUp when there are too many to be asked about
     */
    public FieldValues orGiveUp() {
        if (tooMany) {
            throw new GaveUp("a field has more than " + MOST + " values");
        }
        return this;
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** The kind of one value. */
    public Kind kind(int index) {
        return kinds[index];
    }

    /** The array that the positions point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** The first byte of a value; of a text, the one after its opening quote. */
    public int start(int index) {
        return starts[index];
    }

    /** The byte after the last of a value; of a text, its closing quote. */
    public int end(int index) {
        return ends[index];
    }

    /** Whether the bytes between start and end are the value's text in ASCII, with nothing to resolve. */
    public boolean isPlain(int index) {
        if (plain[index] == UNKNOWN) {
            plain[index] = Values.isPlain(kinds[index], bytes, starts[index], ends[index]) ? PLAIN : INVOLVED;
        }
        return plain[index] == PLAIN;
    }

    /** The value as text: of a text its content, of an object its JSON as it is written. */
    public String text(int index) {
        String text = texts[index];
        if (text == null) {
            text = Values.text(kinds[index], bytes, starts[index], ends[index]);
            texts[index] = text;
        }
        return text;
    }
}
