/** Whether rules do what the sample events beside them say. Starts at {@code SampleRun}. */
@NullMarked
package io.breakwater.detect.sigma.check;

import org.jspecify.annotations.NullMarked;
