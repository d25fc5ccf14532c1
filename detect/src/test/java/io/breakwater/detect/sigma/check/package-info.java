@NullMarked
package io.breakwater.detect.sigma.check;

import org.jspecify.annotations.NullMarked;
