package io.breakwater.evidence.pack;

import java.util.regex.Pattern;

/**
 * The files of a pack. Nothing else may be in one, so no name can lead out of the folder it is unpacked into.
 *
 * <p>They stand in the zip in ascending order of their names (ASCII), the manifest last.
 */
public final class PackNames {
    /** The signed note with its cosignatures that everything is proven against. */
    public static final String CHECKPOINT = "checkpoint";
    /** The proof that the log grew out of {@link #PREVIOUS}. */
    public static final String CONSISTENCY = "consistency.json";
    /** Folder of content kept outside the tree. */
    public static final String CONTENT = "content/";
    /** What is appended to a content's name for the salt of its hash. */
    public static final String SALT = ".salt";
    /** Controls, what shows them, and gaps. */
    public static final String CONTROLS = "controls.json";
    /** One fact a line, the exact bytes of its leaf. */
    public static final String FACTS = "facts.ndjson";
    /** The page for people. */
    public static final String INDEX = "index.html";
    /** Public keys, in the form of a trust file. */
    public static final String KEYS = "keys.json";
    /** The DSSE envelope over the in-toto statement. */
    public static final String MANIFEST = "manifest.dsse.json";
    /** How many facts of which type, and how they were selected. */
    public static final String POPULATION = "population.json";
    /** The checkpoint of the pack before. */
    public static final String PREVIOUS = "previous/checkpoint";
    /** One inclusion proof a line. */
    public static final String PROOFS = "proofs.ndjson";
    /** How to verify by hand. */
    public static final String README = "README.txt";

    /** Media type of the manifest's payload. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    /** in-toto's statement, version 1. */
    public static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    /** What the statement says of its subjects: they are a pack of this layout. */
    public static final String PREDICATE_TYPE = "https://breakwater.invalid/pack/v1";

    /** The most files in a pack: their names and hashes are read at once, before it is known who made it. */
    public static final int MOST_FILES = 1 << 16;
    /** The most facts in a pack: their hashes are held at once. */
    public static final int MOST_FACTS = 1 << 22;

    private static final Pattern ALLOWED = Pattern.compile("checkpoint|consistency\\.json|controls\\.json"
            + "|facts\\.ndjson|index\\.html|keys\\.json|manifest\\.dsse\\.json|population\\.json"
            + "|previous/checkpoint|proofs\\.ndjson|README\\.txt|content/[0-9a-f]{64}(\\.salt)?");

    private PackNames() {}

    /** Whether a pack may hold a file of this name. */
    public static boolean allowed(String name) {
        return ALLOWED.matcher(name).matches();
    }
}
