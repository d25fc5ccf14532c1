/** What happened, in order, made only of facts. Start with {@link io.breakwater.response.timeline.ReadTimeline}. */
@NullMarked
package io.breakwater.response.timeline;

import org.jspecify.annotations.NullMarked;
