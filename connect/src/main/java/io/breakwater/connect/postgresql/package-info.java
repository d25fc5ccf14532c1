/** Personal, expiring login roles on PostgreSQL 15 or newer; start reading at {@code PostgresAccess}. */
@NullMarked
package io.breakwater.connect.postgresql;

import org.jspecify.annotations.NullMarked;
