package io.breakwater.detect.sigma.match;

/** A test of one value. */
public sealed interface ValueTest permits TextPattern, AnyPattern, NumberTest, TimeTest, CidrTest, RegexTest {
    /**
     * Whether the value passes.
     *
     * @throws GaveUp when that could not be found out within the bounds
     */
    boolean holds(FieldValues values, int index);
}
