@NullMarked
package io.breakwater.detect.cover;

import org.jspecify.annotations.NullMarked;
