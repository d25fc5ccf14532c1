package io.breakwater.detect.read;

import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import java.util.Set;

/**
 * Finds the records in JSON of any arrangement: one object or many, on a line each, one after the other or pretty-printed,
 * in an array, or in an array inside an envelope such as {@code {"Records":[…]}}. Reused from file to file.
 *
 * <p>After something that is no JSON it goes on at the next place where a record seems to begin: an opening brace that
 * follows a comma, a bracket or the end of a line, and whose first key is the first key of one of the known records before;
 * or that is the first of its line.
 */
final class JsonCutter {
    /** Keys whose array holds records, when they stand in the outermost object. */
    static final Set<FieldPath> ARRAYS = Set.of(
            FieldPath.of("Records"),
            FieldPath.of("records"),
            FieldPath.of("value"),
            FieldPath.of("Events"),
            FieldPath.of("events"),
            FieldPath.of("logEvents"),
            FieldPath.of("QueryResultRows"));

    private static final int MAX_FRAMES = 16;
    /** More than the longest key that is searched for, with the white space that may be around it. */
    private static final int OVERLAP = 512;

    private final Window window;
    private final Items items;
    private final EventRecord record = new EventRecord();
    private final Anchor anchor = new Anchor();
    private Tally tally = Tally.NONE;
    private final boolean[] inArray = new boolean[MAX_FRAMES];
    private int frames;
    private long looked;

    JsonCutter(Window window, Items items) {
        this.window = window;
        this.items = items;
    }

    void run(Tally counted) {
        tally = counted;
        frames = 0;
        looked = 0;
        anchor.forget();
        int next = peek();
        while (next >= 0) {
            step(next);
            next = peek();
        }
        if (frames > 0) {
            truncated();
        }
    }

    private void truncated() {
        if (!tally.has(Problem.CORRUPT_COMPRESSION) && !tally.has(Problem.BOMB) && !tally.has(Problem.UNREADABLE)) {
            tally.problem(Problem.TRUNCATED, window.offset(window.end()), "");
        }
        frames = 0;
    }

    /** The next byte that is no white space and no comma, without taking it; -1 at the end. */
    private int peek() {
        while (true) {
            byte[] bytes = window.bytes();
            int end = window.end();
            int i = window.at();
            while (i < end && (bytes[i] <= ' ' && bytes[i] >= 0 || bytes[i] == ',')) {
                i++;
            }
            window.moveTo(i);
            if (i < end) {
                return bytes[i] & 0xff;
            }
            if (!window.more()) {
                return -1;
            }
        }
    }

    private void step(int next) {
        switch (next) {
            case '{' -> object();
            case '[' -> push(true);
            case ']' -> pop(true);
            case '}' -> pop(false);
            case '"' -> text();
            default -> stray();
        }
    }

    private void push(boolean array) {
        if (frames == MAX_FRAMES) {
            tally.problem(Problem.TOO_DEEP, window.offset(window.at()), "");
            frames = 0;
        }
        inArray[frames] = array;
        frames++;
        window.moveTo(window.at() + 1);
    }

    private void pop(boolean array) {
        if (frames == 0 || inArray[frames - 1] != array) {
            tally.problem(Problem.BROKEN_RECORD, window.offset(window.at()), "a bracket that nothing opened");
        } else {
            frames--;
        }
        window.moveTo(window.at() + 1);
    }

    private void object() {
        switch (cut()) {
            case WHOLE -> whole();
            case ENVELOPE -> envelope();
            case UNFINISHED -> failed(window.isFull() ? Problem.RECORD_TOO_LARGE : Problem.TRUNCATED);
            case BROKEN -> failed(Problem.BROKEN_RECORD);
            case TOO_DEEP -> failed(Problem.TOO_DEEP);
        }
    }

    private Cut cut() {
        Set<FieldPath> arrays = frames == 0 ? ARRAYS : Set.of();
        Cut how = record.cut(window.bytes(), window.at(), window.end(), arrays);
        while (how == Cut.UNFINISHED && window.more()) {
            how = record.cut(window.bytes(), window.at(), window.end(), arrays);
        }
        return how;
    }

    private void whole() {
        int from = record.from();
        int to = record.to();
        if (to - from > Limits.RECORD_BYTES) {
            tally.problem(Problem.RECORD_TOO_LARGE, window.offset(from), "");
        } else if (items.item(record, window.offset(from))) {
            anchor.learn(window.bytes(), from, to);
        }
        window.moveTo(to);
    }

    private void envelope() {
        push(false);
        window.moveTo(record.stoppedAt());
        push(true);
    }

    /** A text among records, or a key between the arrays of an envelope. */
    private void text() {
        if (frames > 0 && !inArray[frames - 1]) {
            member();
        } else {
            stray();
        }
    }

    /** What follows the array of an envelope, read like the rest of an object: to its end, or to its next array. */
    private void member() {
        Cut how = record.cut(window.bytes(), window.at() - 1, window.end(), ARRAYS);
        while (how == Cut.UNFINISHED && window.more()) {
            how = record.cut(window.bytes(), window.at() - 1, window.end(), ARRAYS);
        }
        switch (how) {
            case WHOLE -> frames--;
            case ENVELOPE -> push(true);
            default -> {
                failed(window.isFull() ? Problem.RECORD_TOO_LARGE : Problem.TRUNCATED);
                return;
            }
        }
        window.moveTo(record.stoppedAt() + (how == Cut.ENVELOPE ? 1 : 0));
    }

    /** Something that is neither a record nor a bracket. */
    private void stray() {
        tally.problem(Problem.NOT_AN_OBJECT, window.offset(window.at()), "");
        seek(window.at() + 1);
    }

    private void failed(Problem problem) {
        int start = window.at();
        int fault = Math.max(record.stoppedAt(), start + 1);
        long offset = window.offset(start);
        looked += fault - start;
        boolean patient = looked <= Limits.RESCANS * (offset + Limits.RECORD_BYTES);
        boolean found = seek(patient ? start + 1 : Math.min(fault, window.end()));
        if (problem != Problem.TRUNCATED) {
            tally.problem(problem, offset, "");
            if (!found && isClosed()) {
                frames = 0;
            }
        } else if (found) {
            tally.problem(Problem.BROKEN_RECORD, offset, "");
        } else {
            truncated();
        }
    }

    /**
     * Whether what is open seems to be closed by the end of the file, which has been passed over: the last record was bad,
     * and what follows it did not begin another.
     */
    private boolean isClosed() {
        byte[] bytes = window.bytes();
        int last = window.end() - 1;
        while (last >= 0 && bytes[last] <= ' ' && bytes[last] >= 0) {
            last--;
        }
        return frames > 0 && last >= 0 && bytes[last] == (inArray[0] ? ']' : '}');
    }

    /** Moves to the next place where a record seems to begin, or to the end. */
    private boolean seek(int from) {
        window.moveTo(from);
        while (true) {
            int place = anchor.next(window.bytes(), window.at(), window.end());
            if (place >= 0) {
                window.moveTo(place);
                return true;
            }
            window.moveTo(Math.max(window.at(), window.end() - OVERLAP));
            if (!window.more()) {
                window.moveTo(window.end());
                return false;
            }
        }
    }
}
