@NullMarked
package io.breakwater.detect.digest;

import org.jspecify.annotations.NullMarked;
