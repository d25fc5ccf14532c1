/** A log in a folder for verifiers that are not ours; {@code .ci/foreign/verify.sh} starts it. */
@NullMarked
package io.breakwater.ledger.foreign;

import org.jspecify.annotations.NullMarked;
