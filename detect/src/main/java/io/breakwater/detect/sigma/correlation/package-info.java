/** Rules about several events, evaluated on a stream of matches in the order of time. Starts at {@code Correlator}. */
@NullMarked
package io.breakwater.detect.sigma.correlation;

import org.jspecify.annotations.NullMarked;
