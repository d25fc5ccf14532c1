@NullMarked
package io.breakwater.detect.rules;

import org.jspecify.annotations.NullMarked;
