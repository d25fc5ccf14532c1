package io.breakwater.detect.cover;

import java.util.List;
import java.util.Optional;

/**
 * What can be said of one event's cover without knowing of any other event.
 *
 * @param suspicion why the event itself looks like somebody else's
 * @param credential what a grant handed out, of which the last use has to be looked at
 */
public record CoverSearch(
        List<PartAnswer> parts, Optional<String> suspicion, boolean drill, Optional<Mark> credential) {}
