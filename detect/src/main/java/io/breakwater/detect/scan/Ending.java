package io.breakwater.detect.scan;

/**
 * What was left open has been closed, in time or not.
 *
 * @param finding the finding that tells, or would have told, that it was never closed
 * @param by the event that closed it
 */
public record Ending(String finding, EventRef by) {}
