package io.breakwater.evidence.pack;

/**
 * The state document that says which checkpoint the next pack has to grow out of; there is one, named {@link #ID}.
 *
 * @param checkpoint a signed note
 * @param size how many facts it covers; never becomes smaller
 */
public record LatestPack(String checkpoint, long size) {
    /** What the document is called. */
    public static final String ID = "house";
}
