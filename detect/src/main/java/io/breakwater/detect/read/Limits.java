package io.breakwater.detect.read;

/** What bounds the memory and the patience of a reading, whatever the input. */
final class Limits {
    /** The longest record that is read. CloudTrail's own limit is 256 KiB, Event Hubs' 1 MiB. */
    static final int RECORD_BYTES = 16 << 20;
    /** How much is inflated at a time: small enough to stay in the processor's cache until it is scanned. */
    static final int CHUNK_BYTES = 256 << 10;
    /** How many envelopes may lie in one another. */
    static final int ENVELOPES = 4;
    /** How often bytes may be looked at again, on average, in search of the next whole record. */
    static final int RESCANS = 4;
    /** How many files' reports are kept: half of them of files with damage, half of others. Of further files the sums are. */
    static final int REPORTS_KEPT = 100_000;
    /** All reports of files together take no more than about this much. */
    static final long REPORTS_BYTES = 72L << 20;
    /** Compressed data may always unpack to this much. */
    static final long BOMB_BYTES = 256L << 20;
    /** Beyond {@link #BOMB_BYTES}, compressed data may unpack to this many times its size. Logs reach 10 to 60. */
    static final long BOMB_RATIO = 300;

    /** How many files of one archive are read. */
    static final int FILES_IN_ARCHIVE = 100_000;

    /** Content up to this size is held whole by a platform's inflater, when the file says its size. */
    private static final int WHOLE_CONTENT_BYTES = 16 << 20;
    /** All threads together hold this much whole content, or the least that is of use. */
    private static final int WHOLE_CONTENTS_BYTES = 32 << 20;

    private static final int LEAST_WHOLE_CONTENT_BYTES = 1 << 20;

    /** From this many stored bytes on, loading a platform's inflater is worth its time. */
    static final long NATIVE_FROM_BYTES = 16L << 20;

    /** How many ids of events are kept to find duplicates: 64 MiB. Beyond, duplicates are estimated. */
    static final int IDS_KEPT = 4 << 20;
    /** How many days of places are kept, a place counting for two: a year of 40 accounts in 17 regions is 250,000. */
    static final int COVERED_DAYS = 300_000;
    /** A place's name counts for one more with each so many characters. Usual ones are shorter than that. */
    static final int NAME_OF_A_CELL = 64;
    /** How many gaps are told. */
    static final int GAPS = 10_000;
    /** How many switches of trails are kept. */
    static final int SWITCHES = 10_000;
    /** All switches of trails together take no more than about this much. */
    static final long SWITCHES_BYTES = 8L << 20;

    private Limits() {}

    /** Content up to this size is held whole, where so many threads read; as it is stored, half of that. */
    static int wholeContentBytes(int threads) {
        return Math.max(LEAST_WHOLE_CONTENT_BYTES, Math.min(WHOLE_CONTENT_BYTES, WHOLE_CONTENTS_BYTES / threads));
    }
}
