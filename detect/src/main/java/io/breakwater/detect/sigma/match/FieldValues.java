package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
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

    private final Values values = new Values(MOST);
    private byte[] plain = new byte[4];
    private @Nullable String[] texts = new String[4];
    private int worked;
    private boolean tooMany;

    /** Takes what a path reaches; nothing of it where it is too much to be asked about. */
    public void load(EventRecord record, FieldPath path) {
        record.find(path, values);
        tooMany = values.isCutShort();
        if (tooMany) {
            values.clear();
        }
        forget();
    }

    /** The whole record: as it is written, and with escapes resolved where there are any. */
    public void loadWhole(EventRecord record) {
        record.findWhole(values);
        tooMany = false;
        forget();
    }

    /** What was worked out about the values before these. */
    private void forget() {
        if (worked > 0) {
            Arrays.fill(plain, 0, worked, UNKNOWN);
            Arrays.fill(texts, 0, worked, null);
            worked = 0;
        }
    }

    /** Makes room for what is worked out about this value. */
    private void work(int index) {
        if (index >= worked) {
            worked = index + 1;
            if (worked > plain.length) {
                plain = Arrays.copyOf(plain, values.size());
                texts = Arrays.copyOf(texts, values.size());
            }
        }
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
        return values.size();
    }

    /** The kind of one value. */
    public Kind kind(int index) {
        return values.kind(index);
    }

    /** The array that the positions point into. */
    public byte[] bytes() {
        return values.bytes();
    }

    /** The first byte of a value; of a text, the one after its opening quote. */
    public int start(int index) {
        return values.start(index);
    }

    /** The byte after the last of a value; of a text, its closing quote. */
    public int end(int index) {
        return values.end(index);
    }

    /** Whether the bytes between start and end are the value's text in ASCII, with nothing to resolve. */
    public boolean isPlain(int index) {
        work(index);
        if (plain[index] == UNKNOWN) {
            plain[index] = values.isPlain(index) ? PLAIN : INVOLVED;
        }
        return plain[index] == PLAIN;
    }

    /** The value as text: of a text its content, of an object its JSON as it is written. */
    public String text(int index) {
        work(index);
        String text = texts[index];
        if (text == null) {
            text = values.text(index);
            texts[index] = text;
        }
        return text;
    }
}
