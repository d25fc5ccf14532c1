package io.breakwater.response.readiness;

import io.breakwater.model.ControlId;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the three things that stop an audit, scored (R71).
 *
 * @param blocks whether it does
 * @param why in words; empty when it does not block
 * @param controls the controls that would be found wanting
 */
public record Blocker(String name, boolean blocks, String why, List<ControlId> controls) {
    /** Something that happened is not on the record, or cannot be shown. */
    public static final String INCOMPLETE_TRAIL = "incomplete-trail";

    /** Somebody had access that nobody else has looked at. */
    public static final String UNREVIEWED_ACCESS = "unreviewed-access";

    /** What was changed is in no confirmed ticket, or was not reviewed. */
    public static final String UNDOCUMENTED_CHANGE = "undocumented-change";

    static Blocker of(String name, List<String> reasons, String... controls) {
        return new Blocker(
                name,
                !reasons.isEmpty(),
                String.join("; ", reasons),
                Stream.of(controls).map(ControlId::new).toList());
    }
}
