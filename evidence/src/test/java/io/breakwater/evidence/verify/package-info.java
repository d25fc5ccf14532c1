/** The verifier of packs: no server, no database, no network. */
@NullMarked
package io.breakwater.evidence.verify;

import org.jspecify.annotations.NullMarked;
