package io.breakwater.detect.event;

import java.util.HashMap;
import java.util.Map;

/** Paths by how they are written, each made once. For one thread. */
public final class FieldPaths {
    /** A log can choose a part of some paths, so there may be as many as it has events. */
    private static final int MOST = 1_000;

    private final Map<String, FieldPath> known = new HashMap<>();

    FieldPath of(String dotted) {
        FieldPath path = known.get(dotted);
        if (path == null) {
            path = FieldPath.of(dotted);
            if (known.size() < MOST) {
                known.put(dotted, path);
            }
        }
        return path;
    }
}
