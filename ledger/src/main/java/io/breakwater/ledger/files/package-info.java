/** Writing small files so that they are whole or not there: {@link io.breakwater.ledger.files.DurableFiles}. */
@NullMarked
package io.breakwater.ledger.files;

import org.jspecify.annotations.NullMarked;
