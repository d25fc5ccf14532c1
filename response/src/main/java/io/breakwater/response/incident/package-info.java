/** What people do with an incident: one class per act, each authorised afresh. Start with {@link io.breakwater.response.incident.DeclareIncident} and {@link io.breakwater.response.incident.Act}. */
@NullMarked
package io.breakwater.response.incident;

import org.jspecify.annotations.NullMarked;
