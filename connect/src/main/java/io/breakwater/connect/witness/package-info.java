/** Witnesses over HTTP (C2SP tlog-witness): {@link io.breakwater.connect.witness.HttpWitness}. */
@NullMarked
package io.breakwater.connect.witness;

import org.jspecify.annotations.NullMarked;
