package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.event.FieldPath;
import java.util.List;

/** What a rule's field names are in the log. */
public interface FieldNames {
    /** At least one path; where there are several, any of them may hold the value. */
    List<FieldPath> paths(String field);

    /** As the rules write them. */
    static FieldNames asWritten() {
        return field -> List.of(FieldPath.of(field));
    }
}
