package io.breakwater.detect.sigma;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.Atom;
import io.breakwater.detect.sigma.match.TextTable;
import java.util.List;

/**
 * What all rules ask, each thing once.
 *
 * @param fields the fields that are asked for
 * @param tables for each field, the texts that it is tested to equal
 * @param questions what else is asked, by number
 * @param nodes for each rule, what it asks
 */
record Compiled(List<FieldPath> fields, List<TextTable> tables, List<Question> questions, List<Node> nodes) {
    /**
     * One question, with the numbers of the fields it is about.
     *
     * @param field -1 where it is about the whole record
     * @param other -1 where it is about one field
     */
    record Question(Atom atom, int field, int other) {}
}
