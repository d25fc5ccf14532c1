@NullMarked
package io.breakwater.detect.spi;

import org.jspecify.annotations.NullMarked;
