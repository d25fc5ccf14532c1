package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.Window;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the files do not say themselves.
 *
 * @param zone the zone of times that are written without one; without it such times are refused
 * @param order whether {@code 10/07/2026} is in October or in July; without it such dates are refused
 * @param complete the time for which the files have everything; without it, each file from its first record to its last
 * @param mappings for tables that are not known; asked before the known ones
 */
public record CoverFileOptions(
        Optional<ZoneId> zone, Optional<DateOrder> order, Optional<Window> complete, List<Mapping> mappings) {
    /** Nothing is known beyond the files. */
    public static final CoverFileOptions NONE =
            new CoverFileOptions(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** Which of two numbers is the day. */
    public enum DateOrder {
        DMY,
        MDY
    }

    public CoverFileOptions {
        mappings = List.copyOf(mappings);
    }
}
