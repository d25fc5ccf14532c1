package io.breakwater.detect.cover;

import java.time.Instant;
import java.util.Optional;

/**
 * A decision about a grant, a ticket or an incident, as a cover source tells it.
 *
 * @param of what was decided about, by the source's name for it
 * @param by who decided; empty when the source says only that somebody did
 * @param approved whether it was a yes
 */
public record CoverApproval(String of, String source, Optional<String> by, Optional<Instant> at, boolean approved) {}
