/** What AWS writes: CloudTrail events. */
@NullMarked
package io.breakwater.detect.aws;

import org.jspecify.annotations.NullMarked;
