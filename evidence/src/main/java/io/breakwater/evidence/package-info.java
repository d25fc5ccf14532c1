/** Which facts prove which control: catalogue, packs, offline verifier. */
@NullMarked
package io.breakwater.evidence;

import org.jspecify.annotations.NullMarked;
