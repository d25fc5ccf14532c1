@NullMarked
package io.breakwater.detect.event;

import org.jspecify.annotations.NullMarked;
