package io.breakwater.detect.spi;

/**
 * Up to where a lane has been read.
 *
 * @param next the number of the first record that has not been read
 * @param origin names what is numbered: records of another origin under the same numbers are other records
 */
public record Bookmark(long next, String origin) {}
