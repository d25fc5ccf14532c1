package io.breakwater.detect.sigma;

import io.breakwater.detect.event.Values.Kind;
import io.breakwater.detect.sigma.match.Atom;
import io.breakwater.detect.sigma.match.FieldValues;
import io.breakwater.detect.sigma.match.TextPattern;
import io.breakwater.detect.sigma.match.ValueTest;

/** What a question's answer is, given the values it is about. */
final class Answers {
    private Answers() {}

    /**
     * @param of the values of the question's field, or the whole record
     * @param other the values of the other field, of a question about two
     */
    static boolean holds(Atom atom, FieldValues of, FieldValues other) {
        if (atom instanceof Atom.Field asked) {
            return any(asked.test(), of);
        } else if (atom instanceof Atom.Exists) {
            return of.size() > 0;
        } else if (atom instanceof Atom.Null) {
            return isNothing(of);
        } else if (atom instanceof Atom.Keyword keyword) {
            return any(keyword.test(), of);
        }
        return relate((Atom.FieldRef) atom, of, other);
    }

    private static boolean any(ValueTest test, FieldValues of) {
        for (int i = 0; i < of.size(); i++) {
            if (test.holds(of, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNothing(FieldValues of) {
        for (int i = 0; i < of.size(); i++) {
            if (of.kind(i) == Kind.NULL) {
                return true;
            }
        }
        return of.size() == 0;
    }

    private static boolean relate(Atom.FieldRef reference, FieldValues of, FieldValues to) {
        for (int i = 0; i < to.size(); i++) {
            if (to.kind(i) != Kind.NULL && any(related(reference, to.text(i)), of)) {
                return true;
            }
        }
        return false;
    }

    private static TextPattern related(Atom.FieldRef reference, String text) {
        return TextPattern.related(reference.relation(), text, reference.cased());
    }
}
