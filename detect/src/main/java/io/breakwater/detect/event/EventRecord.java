package io.breakwater.detect.event;

import io.breakwater.detect.event.Values.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One JSON object inside a larger array of bytes, asked for its fields by path. Reused from record to record; nothing is
 * parsed before it is asked for, and no tree is built.
 *
 * <p>{@link #cut} finds the object's end and takes note of its members on the way; {@link #reset} is for an object whose
 * end is known. Not safe for threads.
 */
public final class EventRecord {
    /** How deep brackets may be nested in one member of a record. The deepest known record of a vendor has 17. */
    public static final int MAX_DEPTH = 256;

    /** Arrays directly in arrays are entered so many times. No vendor's record has two. */
    private static final int MAX_ARRAYS = 4;

    /** Of so many nested objects the members are kept. */
    private static final int INNER = 3;

    private final Members members = new Members(MAX_DEPTH);
    private final List<Inner> inner = new ArrayList<>(INNER);
    private final Inner expected = new Inner();
    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private boolean noted;
    private int innerUsed;
    private int innerNext;
    private boolean innerAsked;

    /** A nested object whose members are known, if it has any that paths can be told by. */
    private static final class Inner {
        private final Members members = new Members(MAX_DEPTH - 1);
        private int at;
        private boolean isUsable;

        /** Takes what was read. */
        void set(int place, boolean isWhole) {
            at = place;
            isUsable = isWhole && !members.dotted() && !members.crowded();
        }
    }

    /** The object between {@code from} (its opening brace) and {@code to} (the byte after its closing brace). */
    public void reset(byte[] in, int from, int to) {
        this.bytes = in;
        this.from = from;
        this.to = to;
        this.noted = false;
        startInner();
    }

    /** Takes the object that opens at {@code from} and finds its end, which is at or before {@code limit}. */
    public Cut cut(byte[] in, int from, int limit) {
        return cut(in, from, limit, Set.of());
    }

    /**
     * The same, but stops with {@link Cut#ENVELOPE} at the first of the keys that holds an array. Only after
     * {@link Cut#WHOLE} may the record be asked for anything but {@link #stoppedAt}.
     */
    public Cut cut(byte[] in, int from, int limit, Set<FieldPath> arrays) {
        Cut how = members.read(in, from, limit, arrays);
        this.bytes = in;
        this.from = from;
        this.to = members.stoppedAt();
        this.noted = how == Cut.WHOLE;
        startInner();
        return how;
    }

    private void startInner() {
        innerUsed = 0;
        innerAsked = false;
        expected.set(noted ? members.expectedAt() : -1, noted);
    }

    /** Where {@link #cut} stopped: after the record, at what is broken, or at an envelope's array. */
    public int stoppedAt() {
        return members.stoppedAt();
    }

    /** Whether it has more outermost members than can be asked for. */
    public boolean isCrowded() {
        note();
        return members.crowded();
    }

    /** The array the record lies in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the record's opening brace stands. */
    public int from() {
        return from;
    }

    /** The byte after the record's closing brace. */
    public int to() {
        return to;
    }

    /** A copy of the record's bytes. */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Whether the record has this outermost key, whatever it holds. Only the path's first key is looked at. */
    public boolean has(FieldPath key) {
        note();
        return members.next(0, bytes, key) >= 0;
    }

    /** Whether an outermost key holds this word as its text, in any letter case. The word is in lower case and ASCII. */
    public boolean isWord(FieldPath key, byte[] word) {
        note();
        int member = members.next(0, bytes, key);
        if (member < 0 || bytes[members.valueStart(member)] != '"') {
            return false;
        }
        int start = members.valueStart(member) + 1;
        return members.valueEnd(member) - 1 - start == word.length && JsonSkip.isWordAt(bytes, start, word);
    }

    /** Whether the record has this outermost key with a text. Only the path's first key is looked at. */
    public boolean hasText(FieldPath key) {
        note();
        int member = members.next(0, bytes, key);
        return member >= 0 && bytes[members.valueStart(member)] == '"';
    }

    /** Whether the record has this outermost key with a text that begins as an object or an array of JSON does. */
    public boolean hasPackedJson(FieldPath key) {
        note();
        int member = members.next(0, bytes, key);
        if (member < 0 || bytes[members.valueStart(member)] != '"') {
            return false;
        }
        byte first = bytes[members.valueStart(member) + 1];
        return first == '{' || first == '[';
    }

    /** The record's outermost keys, in its order. */
    public List<String> keys() {
        note();
        return IntStream.range(0, members.size())
                .mapToObj(i -> JsonText.decode(bytes, members.keyStart(i), members.keyEnd(i)))
                .toList();
    }

    /**
     * Every value that the path reaches. Arrays are entered on the way and at the end; an empty array is reached as one
     * {@link Kind#ARRAY}. A key that itself contains dots is found too, where the rest of the path is written as one key.
     */
    public void find(FieldPath path, Values into) {
        note();
        into.restart(bytes);
        if (members.dotted()) {
            descend(path, 0, from, to, into);
            return;
        }
        for (int i = members.next(0, bytes, path); i >= 0; i = members.next(i + 1, bytes, path)) {
            Inner nested = path.depth() > 1 && bytes[members.valueStart(i)] == '{' ? inner(i, path) : null;
            if (nested != null && nested.isUsable) {
                findInner(nested.members, path, into);
            } else {
                descend(path, 1, members.valueStart(i), members.valueEnd(i), into);
            }
        }
    }

    private void findInner(Members of, FieldPath path, Values into) {
        for (int i = of.next(0, bytes, path, 1); i >= 0; i = of.next(i + 1, bytes, path, 1)) {
            descend(path, 2, of.valueStart(i), of.valueEnd(i), into);
        }
    }

    /**
     * Questions are mostly about the same few nested objects ({@code userIdentity}), so the members of these are kept, and
     * those of the one that the last record was asked for first are known already.
     */
    private Inner inner(int member, FieldPath path) {
        int at = members.valueStart(member);
        boolean isFirst = !innerAsked;
        innerAsked = true;
        if (expected.at == at) {
            return expected;
        }
        for (int i = 0; i < innerUsed; i++) {
            if (inner.get(i).at == at) {
                return inner.get(i);
            }
        }
        if (isFirst) {
            members.expect(path, expected.members);
        }
        Inner fresh = freeInner();
        fresh.set(at, fresh.members.read(bytes, at, members.valueEnd(member), Set.of()) == Cut.WHOLE);
        return fresh;
    }

    private Inner freeInner() {
        if (innerUsed == INNER) {
            innerNext = (innerNext + 1) % INNER;
            return inner.get(innerNext);
        }
        if (innerUsed == inner.size()) {
            inner.add(new Inner());
        }
        return inner.get(innerUsed++);
    }

    /** What the record holds under an outermost key, which may have dots in it: at most one value, arrays as they are. */
    public void findKey(String key, Values into) {
        note();
        into.restart(bytes);
        for (int i = 0; i < members.size(); i++) {
            if (JsonText.decode(bytes, members.keyStart(i), members.keyEnd(i)).equals(key)) {
                whole(members.valueStart(i), members.valueEnd(i), into);
                return;
            }
        }
    }

    /** What the record holds under the key at this place of {@link #keys}: at most one value, arrays as they are. */
    public void findAt(int place, Values into) {
        note();
        into.restart(bytes);
        whole(members.valueStart(place), members.valueEnd(place), into);
    }

    /** The record itself: as it is written and, where there are escapes in it, as a text too. */
    public void findWhole(Values into) {
        into.restart(bytes);
        into.add(Kind.OBJECT, from, to);
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                into.add(Kind.TEXT, from, to);
                return;
            }
        }
    }

    private void whole(int at, int end, Values into) {
        if (bytes[at] == '[') {
            into.add(Kind.ARRAY, at, end);
        } else {
            take(at, end, into);
        }
    }

    private void note() {
        if (!noted) {
            Cut how = members.read(bytes, from, to, Set.of());
            if (how != Cut.WHOLE) {
                throw new IllegalStateException("the record is " + how + " at " + members.stoppedAt());
            }
            noted = true;
            startInner();
        }
    }

    private void descend(FieldPath path, int level, int at, int end, Values into) {
        descend(path, level, at, end, into, 0);
    }

    /** @param arrays how many arrays lie directly in one another here: each is gone through once more to find its end */
    private void descend(FieldPath path, int level, int at, int end, Values into, int arrays) {
        if (bytes[at] == '[' && arrays == MAX_ARRAYS) {
            into.cutShort();
        } else if (bytes[at] == '[') {
            elements(path, level, at, into, arrays + 1);
        } else if (level == path.depth()) {
            take(at, end, into);
        } else if (bytes[at] == '{') {
            members(path, level, at, into);
        }
    }

    private void elements(FieldPath path, int level, int at, Values into, int arrays) {
        int i = JsonSkip.space(bytes, at + 1, to);
        if (bytes[i] == ']' && level == path.depth()) {
            into.add(Kind.ARRAY, at, i + 1);
        }
        while (bytes[i] != ']') {
            int end = JsonSkip.value(bytes, i, to);
            if (end == i) {
                return;
            }
            descend(path, level, i, end, into, arrays);
            i = JsonSkip.separator(bytes, end, to);
        }
    }

    /** Stops where a nested object is no JSON: brackets and quotes match, but nothing else has been looked at before. */
    private void members(FieldPath path, int level, int at, Values into) {
        int i = JsonSkip.space(bytes, at + 1, to);
        while (bytes[i] == '"') {
            int keyEnd = JsonSkip.string(bytes, i, to) - 1;
            int colon = JsonSkip.space(bytes, keyEnd + 1, to);
            if (bytes[colon] != ':') {
                return;
            }
            int value = JsonSkip.space(bytes, colon + 1, to);
            int end = JsonSkip.value(bytes, value, to);
            if (end == value) {
                return;
            }
            int keys = keysMatched(path, level, i + 1, keyEnd);
            if (keys > 0) {
                descend(path, level + keys, value, end, into);
            }
            i = JsonSkip.separator(bytes, end, to);
        }
    }

    /** How many of the path's keys from {@code level} on the written key stands for; 0 when it is another. */
    private int keysMatched(FieldPath path, int level, int start, int end) {
        int at = start;
        for (int i = level; i < path.depth(); i++) {
            byte[] key = path.key(i);
            if (!Arrays.equals(bytes, at, Math.min(end, at + key.length), key, 0, key.length)) {
                return 0;
            }
            at += key.length;
            if (at == end) {
                return i - level + 1;
            }
            if (bytes[at] != '.') {
                return 0;
            }
            at++;
        }
        return 0;
    }

    private void take(int at, int end, Values into) {
        switch (bytes[at]) {
            case '"' -> into.add(Kind.TEXT, at + 1, end - 1);
            case '{' -> into.add(Kind.OBJECT, at, end);
            case 't' -> into.add(Kind.TRUE, at, end);
            case 'f' -> into.add(Kind.FALSE, at, end);
            case 'n' -> into.add(Kind.NULL, at, end);
            default -> into.add(Kind.NUMBER, at, end);
        }
    }
}
