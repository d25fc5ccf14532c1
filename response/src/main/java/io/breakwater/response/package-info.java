/** The incident, its clocks and debts. */
@NullMarked
package io.breakwater.response;

import org.jspecify.annotations.NullMarked;
