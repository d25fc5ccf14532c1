/** Tests of PostgreSQL as a door, on real servers. */
@NullMarked
package io.breakwater.connect.postgresql;

import org.jspecify.annotations.NullMarked;
