@NullMarked
package io.breakwater.detect.read;

import org.jspecify.annotations.NullMarked;
