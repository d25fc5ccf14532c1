package io.breakwater.detect.read;

/** What can be wrong with a file of logs. Whatever is wrong with one part, the rest is read. */
public enum Problem {
    /** The file could not be opened or read; nothing of it, or not all of it, has been seen. */
    UNREADABLE("could not be read"),
    /** A symbolic link below a folder; it was not followed. */
    LINK("symbolic link, not followed"),
    /** Nothing in the file is a record of a known format. */
    UNRECOGNISED("not recognised"),
    /** The compressed data is damaged; what came before the damage has been read. */
    CORRUPT_COMPRESSION("compressed data damaged"),
    /** The file ends in the middle of something. */
    TRUNCATED("ends in the middle"),
    /** The compressed data unpacks to more than any log does; reading stopped there. */
    BOMB("unpacks to more than any log does"),
    /** Something else follows the end of the compressed data. */
    TRAILING_BYTES("bytes after the compressed data"),
    /** A record is no JSON; reading went on at the next one. */
    BROKEN_RECORD("record is not JSON"),
    /** A record is longer than {@link Limits#RECORD_BYTES}; it was passed over. */
    RECORD_TOO_LARGE("record too large"),
    /** A record is nested deeper than any vendor's; it was passed over. */
    TOO_DEEP("record nested too deep"),
    /** Something that is no object stands where records stand. */
    NOT_AN_OBJECT("not an object"),
    /** A whole JSON object that no known format holds. */
    UNKNOWN_RECORD("unknown kind of record"),
    /** The record is of a version that is not known; it has been read like the known one. */
    UNKNOWN_VERSION("unknown version of the format"),
    /** The record has no time that can be read. */
    NO_TIME("no readable time");

    private final String words;

    Problem(String words) {
        this.words = words;
    }

    /** The problem in words for people. */
    public String words() {
        return words;
    }
}
