@NullMarked
package io.breakwater.detect.bench;

import org.jspecify.annotations.NullMarked;
