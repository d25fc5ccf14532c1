package io.breakwater.detect.report;

import io.breakwater.model.ControlId;
import java.util.Optional;

/** What controls are called, in a few words of ours; the catalogue is another room's. */
@FunctionalInterface
public interface ControlNames {
    /** Controls by their numbers alone. */
    ControlNames NONE = control -> Optional.empty();

    /** The name, where there is one. */
    Optional<String> of(ControlId control);
}
