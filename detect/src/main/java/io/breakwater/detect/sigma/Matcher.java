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
    private final int[] always;
    private final int[] triedAs;
    private final IntList matches = new IntList();
    private final IntList undecided = new IntList();
    private int event;

    Matcher(Compiled compiled, Dispatch dispatch) {
        this.questions = new Questions(compiled);
        this.nodes = compiled.nodes().toArray(Node[]::new);
        this.dispatch = dispatch.entries();
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
        for (int rule : always) {
            tryOnce(rule);
        }
        for (Dispatch.Entry entry : dispatch) {
            int count = questions.textCount(entry.field());
            for (int i = 0; i < count; i++) {
                for (int rule : entry.rules()[questions.texts(entry.field())[i]]) {
                    tryOnce(rule);
                }
            }
        }
        matches.sort();
        return matches;
    }

    /**
     * The rules that the last event neither matched nor failed to match, because a regular expression gave up on it. Such
     * a rule needs its author; valid until the next call.
     */
    public IntList undecided() {
        return undecided;
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
