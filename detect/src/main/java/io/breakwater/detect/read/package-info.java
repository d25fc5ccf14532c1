/**
 * Logs as they lie in files, told nothing about: recognised, inflated, cut into records, counted. Hostile input never
 * throws; whatever could not be read is a named and counted {@code Problem} in the file's report, and the rest is read.
 *
 * <p>Start with {@link io.breakwater.detect.read.Reading}; a further kind of log is a
 * {@link io.breakwater.detect.read.Format}.
 */
@NullMarked
package io.breakwater.detect.read;

import org.jspecify.annotations.NullMarked;
