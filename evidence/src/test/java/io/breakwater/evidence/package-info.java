/** Tests of the evidence, and the sample house they share. */
@NullMarked
package io.breakwater.evidence;

import org.jspecify.annotations.NullMarked;
