/** One incident's evidence, written as one deterministic file. */
@NullMarked
package io.breakwater.evidence.pack;

import org.jspecify.annotations.NullMarked;
