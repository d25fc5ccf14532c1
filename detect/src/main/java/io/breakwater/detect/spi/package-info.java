/** What logs come from while they are watched: a port that folders, buckets and topics are behind. */
@NullMarked
package io.breakwater.detect.spi;

import org.jspecify.annotations.NullMarked;
