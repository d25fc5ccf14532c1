/**
 * CloudTrail's digest files, checked without the cloud: whether the chain is whole, whether each digest was signed by a
 * key that the user believes, and whether every log file is there as it was delivered and no other. Start with
 * {@link io.breakwater.detect.digest.DigestCheck}.
 */
@NullMarked
package io.breakwater.detect.digest;

import org.jspecify.annotations.NullMarked;
