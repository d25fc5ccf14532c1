/** Disks for tests. */
@NullMarked
package io.breakwater.ledger.files;

import org.jspecify.annotations.NullMarked;
