package io.breakwater.detect.sigma;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.sigma.match.GaveUp;
import java.util.Arrays;

/**
 * Tells which rules an event matches. For one thread; allocates nothing for an event that matches no rule, unless a test
 * needs text: a regular expression, or a value with escapes or beyond ASCII.
 */
public final class Matcher {
    private final Questions questions;
    private final Node[] nodes;
    private final Dispatch.Entry[] dispatch;
    private final Dispatch.Gate[] gates;
    private final int[] always;
    private final int[] triedAs;
    private final IntList matches = new IntList();
    private final IntList undecided = new IntList();
    private int event;

    Matcher(Compiled compiled, Dispatch dispatch) {
        this.questions = new Questions(compiled);
        this.nodes = compiled.nodes().toArray(Node[]::new);
        this.dispatch = dispatch.entries();
        this.gates = dispatch.gates();
        this.always = dispatch.always();
        this.triedAs = new int[nodes.length];
    }

    /** The numbers of the rules that the event matches, ascending; valid until the next call. */
    public IntList match(EventRecord record) {
        questions.reset(record);
        matches.clear();
        undecided.clear();
        if (++event == 0) {
            Arrays.fill(triedAs, 0);
            event = 1;
        }
        tryAll(always);
        for (Dispatch.Entry entry : dispatch) {
            tryAll(entry);
        }
        for (Dispatch.Gate gate : gates) {
            if (mayPass(gate.question())) {
                tryAll(gate.rules());
            }
        }
        matches.sort();
        return matches;
    }

    /** Where the field has too many values to choose by, every rule is tried, and gives up or has another answer. */
    private void tryAll(Dispatch.Entry entry) {
        try {
            int count = questions.textCount(entry.field());
            for (int i = 0; i < count; i++) {
                tryAll(entry.rules()[questions.texts(entry.field())[i]]);
            }
        } catch (GaveUp tooMany) {
            for (int[] rules : entry.rules()) {
                tryAll(rules);
            }
        }
    }

    private boolean mayPass(int question) {
        try {
            return questions.answer(question);
        } catch (GaveUp unknown) {
            return true;
        }
    }

    /** Gives back the room that the last event took, where that was of unusual size. */
    public void forget() {
        questions.forget();
        matches.clear();
        undecided.clear();
    }

    /**
     * The rules that the last event neither matched nor failed to match, because a regular expression gave up on it, or
     * because a field of it has too many values. Valid until the next call.
     */
    public IntList undecided() {
        return undecided;
    }

    private void tryAll(int[] rules) {
        for (int rule : rules) {
            tryOnce(rule);
        }
    }

    private void tryOnce(int rule) {
        if (triedAs[rule] == event) {
            return;
        }
        triedAs[rule] = event;
        try {
            if (nodes[rule].holds(questions)) {
                matches.add(rule);
            }
        } catch (GaveUp unknown) {
            undecided.add(rule);
        }
    }
}
