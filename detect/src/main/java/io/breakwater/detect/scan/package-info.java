/**
 * Logs in, findings out: reading, rules, correlations, follow-ups and cover as one pass with bounded memory. Start reading
 * at {@link io.breakwater.detect.scan.Scan}; what comes out is a {@link io.breakwater.detect.scan.ScanResult}.
 */
@NullMarked
package io.breakwater.detect.scan;

import org.jspecify.annotations.NullMarked;
