/**
 * Events and findings in the words of the Open Cybersecurity Schema Framework 1.8.0. Start with {@link
 * io.breakwater.detect.ocsf.Ocsf}.
 */
@NullMarked
package io.breakwater.detect.ocsf;

import org.jspecify.annotations.NullMarked;
