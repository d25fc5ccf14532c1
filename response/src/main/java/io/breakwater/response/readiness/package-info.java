/** How far an incident is from being audit-ready. Start with {@link io.breakwater.response.readiness.AssessReadiness}. */
@NullMarked
package io.breakwater.response.readiness;

import org.jspecify.annotations.NullMarked;
