package io.breakwater.server.api;

import io.breakwater.model.ControlId;
import io.breakwater.response.readiness.Blocker;
import java.util.List;

/** One of the three audit blockers, scored. */
public record BlockerView(String name, boolean blocks, String why, List<ControlId> controls) {
    static BlockerView of(Blocker blocker) {
        return new BlockerView(blocker.name(), blocker.blocks(), blocker.why(), blocker.controls());
    }
}
