/**
 * Logs that come in while the server runs, read once each, and what is found put on the record with them. Start reading at
 * {@link io.breakwater.detect.watch.Watch}.
 */
@NullMarked
package io.breakwater.detect.watch;

import org.jspecify.annotations.NullMarked;
