package io.breakwater.detect.event;

/** Whether what was asked for was done. {@link #UNKNOWN} is neither. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    UNKNOWN
}
