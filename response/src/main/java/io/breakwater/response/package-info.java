/** The incident, its clocks and debts. Start with {@link io.breakwater.response.ResponseRoom} and {@link io.breakwater.response.incident.DeclareIncident}. */
@NullMarked
package io.breakwater.response;

import org.jspecify.annotations.NullMarked;
