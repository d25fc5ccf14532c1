@NullMarked
package io.breakwater.detect.azure;

import org.jspecify.annotations.NullMarked;
