package io.breakwater.access.people;

/**
 * How often the directory has changed. Every change locks it first, so that two administrators who remove each other at
 * the same moment cannot both succeed.
 */
record DirectoryEdition(long number) {
    /** There is one directory; this is its id in the state. */
    static final String ID = "directory";
}
