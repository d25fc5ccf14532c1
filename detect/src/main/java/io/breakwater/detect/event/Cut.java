package io.breakwater.detect.event;

/** How the attempt to find the end of a record ended. */
public enum Cut {
    /** The record is whole: its end is known, and its brackets and quotes match. */
    WHOLE,
    /** The bytes ended before the record did. */
    UNFINISHED,
    /** Something stands where JSON has no place for it. */
    BROKEN,
    /** Brackets are nested deeper than {@link EventRecord#MAX_DEPTH}. */
    TOO_DEEP,
    /** The object is an envelope: one of the keys asked for holds an array, whose bracket was reached. */
    ENVELOPE
}
