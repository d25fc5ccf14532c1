@NullMarked
package io.breakwater.detect.sigma.match;

import org.jspecify.annotations.NullMarked;
