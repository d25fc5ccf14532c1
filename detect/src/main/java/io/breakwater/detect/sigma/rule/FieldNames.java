package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** What a rule's field names are in the log. */
public interface FieldNames {
    /** At least one path; where there are several, any of them may hold the value. */
    List<FieldPath> paths(String field);

    /** What a value of the field means in the log's own fields, where it stands there under no name of its own. */
    default Optional<YamlNode> meaning(String field, String value) {
        return Optional.empty();
    }

    /** As the rules write them. */
    static FieldNames asWritten() {
        return field -> List.of(FieldPath.of(field));
    }
}
