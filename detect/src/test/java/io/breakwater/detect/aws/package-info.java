@NullMarked
package io.breakwater.detect.aws;

import org.jspecify.annotations.NullMarked;
