package io.breakwater.detect.spi;

/**
 * Which records of a lane a delivery holds: all from one bookmark up to the other. It is taken into account only if the
 * lane's bookmark still is {@code from}; otherwise it may overlap what was read already, and is to be cut anew.
 *
 * @param lane a numbered row of records, such as a partition of a topic; holds no secret
 */
public record Stretch(String lane, Bookmark from, Bookmark to) {}
