/**
 * What explains an event: the grant, the incident, the ticket and the approval, and which of the four is missing. Start
 * reading at {@link io.breakwater.detect.cover.CoverJudge}.
 */
@NullMarked
package io.breakwater.detect.cover;

import org.jspecify.annotations.NullMarked;
