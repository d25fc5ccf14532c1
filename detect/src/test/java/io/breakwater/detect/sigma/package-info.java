@NullMarked
package io.breakwater.detect.sigma;

import org.jspecify.annotations.NullMarked;
