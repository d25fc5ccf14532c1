@NullMarked
package io.breakwater.detect.scan;

import org.jspecify.annotations.NullMarked;
