package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.Values.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts without regard to case, each with a number: one look-up answers all equality tests on a field. */
public final class TextTable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long CASELESS = 0xDFDFDFDFDFDFDFDFL;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Bytes of a value for one byte of its text, folded: an escape has six. */
    private static final int MOST_PER_LETTER = 6;

    private final byte[] @Nullable [] keys;
    private final int[] numbers;
    private final int mask;
    private final int longest;
    private final int size;

    private TextTable(Map<String, Integer> texts) {
        int slots = Integer.highestOneBit(Math.max(4, texts.size() * 4));
        keys = new byte[slots][];
        numbers = new int[slots];
        mask = slots - 1;
        size = texts.size();
        int most = 0;
        for (Map.Entry<String, Integer> entry : texts.entrySet()) {
            byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
            put(key, entry.getValue());
            most = Math.max(most, key.length);
        }
        longest = most;
    }

    private void put(byte[] key, int number) {
        int slot = mix(hash(key, 0, key.length)) & mask;
        while (keys[slot] != null) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        numbers[slot] = number;
    }

    /** The numbers that the exact patterns of one field get, from 0 in the order they are first asked for. */
    public static final class Builder {
        private final Map<String, Integer> texts = new LinkedHashMap<>();

        /** The number of an exact pattern's text. */
        public int number(TextPattern exact) {
            return texts.computeIfAbsent(exact.exactText(), text -> texts.size());
        }

        /** The finished table. */
        public TextTable build() {
            return new TextTable(texts);
        }
    }

    /** How many texts there are. */
    public int size() {
        return size;
    }

    /** The number of a value's text, or -1 when it is none of the table's. */
    public int find(FieldValues values, int index) {
        Kind kind = values.kind(index);
        int start = values.start(index);
        int end = values.end(index);
        if (kind == Kind.NULL
                || end - start > longest && (kind != Kind.TEXT || end - start > longest * MOST_PER_LETTER)) {
            return -1;
        }
        if (!values.isPlain(index)) {
            return findDecoded(values, index);
        }
        byte[] bytes = values.bytes();
        return find(hash(bytes, start, end), bytes, start, end);
    }

    private int findDecoded(FieldValues values, int index) {
        int[] folded = Fold.points(values.text(index), false);
        byte[] bytes = new String(folded, 0, folded.length).getBytes(StandardCharsets.UTF_8);
        return find(hash(bytes, 0, bytes.length), bytes, 0, bytes.length);
    }

    private int find(int hash, byte[] bytes, int start, int end) {
        int slot = mix(hash) & mask;
        byte[] key = keys[slot];
        while (key != null) {
            if (same(key, bytes, start, end)) {
                return numbers[slot];
            }
            slot = slot + 1 & mask;
            key = keys[slot];
        }
        return -1;
    }

    private static boolean same(byte[] key, byte[] bytes, int start, int end) {
        int length = end - start;
        if (key.length != length) {
            return false;
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) LONGS.get(key, i) != Fold.ascii((long) LONGS.get(bytes, start + i))) {
                return false;
            }
        }
        return last < 0
                ? isSameShort(key, bytes, start)
                : (long) LONGS.get(key, last) == Fold.ascii((long) LONGS.get(bytes, start + last));
    }

    /** Bytes beyond ASCII come only from texts that are folded already. */
    private static boolean isSameShort(byte[] key, byte[] bytes, int start) {
        for (int i = 0; i < key.length; i++) {
            byte b = bytes[start + i];
            byte folded = b < 0 ? b : Fold.ascii(b);
            if (key[i] != folded) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes at a time, the last of them perhaps twice, without the bit in which the cases of a letter differ. */
    private static int hash(byte[] bytes, int start, int end) {
        long hash = end - start;
        int last = end - Long.BYTES;
        if (last >= start) {
            for (int i = start; i < last; i += Long.BYTES) {
                hash = mixed(hash, (long) LONGS.get(bytes, i));
            }
            hash = mixed(hash, (long) LONGS.get(bytes, last));
        } else {
            for (int i = start; i < end; i++) {
                hash = mixed(hash, bytes[i]);
            }
        }
        return (int) (hash ^ hash >>> 32);
    }

    private static long mixed(long hash, long bytes) {
        long mixed = (hash ^ bytes & CASELESS) * SPREAD;
        return mixed ^ mixed >>> 29;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
