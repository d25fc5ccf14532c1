/** A real PostgreSQL without installing one. */
@NullMarked
package io.breakwater.embedded;

import org.jspecify.annotations.NullMarked;
