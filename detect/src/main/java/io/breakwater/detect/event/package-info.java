/** One record of a log: its bytes, its fields by path, and the small typed view that cover and reports read. */
@NullMarked
package io.breakwater.detect.event;

import org.jspecify.annotations.NullMarked;
