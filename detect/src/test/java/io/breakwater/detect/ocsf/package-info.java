@NullMarked
package io.breakwater.detect.ocsf;

import org.jspecify.annotations.NullMarked;
