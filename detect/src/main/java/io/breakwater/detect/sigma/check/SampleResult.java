package io.breakwater.detect.sigma.check;

/**
 * What became of one sample.
 *
 * @param said what the rules did, when that is not what the sample says
 */
public record SampleResult(Sample sample, boolean passed, String said) {}
