package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.FieldPath;
import java.util.List;

/** One question to an event. Equal atoms have equal answers, so a plan asks each once an event. */
public sealed interface Atom {
    /** The fields it asks for; none when it is about the whole record. */
    List<FieldPath> paths();

    /** Whether any value that the path reaches passes the test. */
    record Field(FieldPath path, ValueTest test) implements Atom {
        /** Texts of which a value has to be like one in order to pass; empty when none are known. */
        public List<TextPattern> patterns() {
            if (test instanceof AnyPattern any) {
                return any.patterns();
            } else if (test instanceof RegexTest regex) {
                return regex.needed().stream().toList();
            }
            return test instanceof TextPattern one ? List.of(one) : List.of();
        }

        @Override
        public List<FieldPath> paths() {
            return List.of(path);
        }

        @Override
        public String toString() {
            return path + " " + test;
        }
    }

    /** Whether the path reaches anything, be it empty or null. */
    record Exists(FieldPath path) implements Atom {
        @Override
        public List<FieldPath> paths() {
            return List.of(path);
        }

        @Override
        public String toString() {
            return path + " is there";
        }
    }

    /** Whether the path reaches nothing, or a JSON null. */
    record Null(FieldPath path) implements Atom {
        @Override
        public List<FieldPath> paths() {
            return List.of(path);
        }

        @Override
        public String toString() {
            return path + " is null or missing";
        }
    }

    /** Whether any value of one path stands in a relation to any value of another. */
    record FieldRef(FieldPath path, FieldPath other, Relation relation, boolean cased) implements Atom {
        @Override
        public List<FieldPath> paths() {
            return List.of(path, other);
        }

        @Override
        public String toString() {
            return path + " " + relation.words + " the field " + other;
        }
    }

    /** Whether the record as a whole, as it is written or with the escapes of its strings resolved, passes the test. */
    record Keyword(ValueTest test) implements Atom {
        @Override
        public List<FieldPath> paths() {
            return List.of();
        }

        @Override
        public String toString() {
            return "the event " + test;
        }
    }

    /** How two texts can stand to each other. */
    enum Relation {
        EQUALS("equals"),
        STARTS_WITH("starts with"),
        ENDS_WITH("ends with"),
        CONTAINS("contains");

        private final String words;

        Relation(String words) {
            this.words = words;
        }
    }
}
