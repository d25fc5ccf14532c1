package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.Refusals.altered;

import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.ZipForm.Entry;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The files of a pack beside the list of its manifest: none missing, none more, none changed. */
final class Files {
    private static final List<String> REQUIRED = List.of(
            PackNames.CHECKPOINT,
            PackNames.CONTROLS,
            PackNames.FACTS,
            PackNames.INDEX,
            PackNames.KEYS,
            PackNames.POPULATION,
            PackNames.PROOFS,
            PackNames.README);

    private final PackFile pack;
    private final Manifest manifest;

    Files(PackFile pack, Manifest manifest) {
        this.pack = pack;
        this.manifest = manifest;
    }

    /**
     * Compares the names.
     *
     * @throws VerificationException {@code FILE_ALTERED}
     */
    void requireListed() {
        for (String name : pack.entries().keySet()) {
            if (!name.equals(PackNames.MANIFEST) && !manifest.digests().containsKey(name)) {
                throw altered("The pack holds " + name + ", which is not in the manifest.");
            }
        }
        for (String name : manifest.digests().keySet()) {
            requireThere(name);
        }
        REQUIRED.forEach(this::requireThere);
    }

    private void requireThere(String name) {
        if (pack.find(name) == null) {
            throw altered("The file " + name + " is missing from the pack.");
        }
    }

    /** How much of the zip the manifest's hash of it covers: all that stands before the manifest. */
    long archiveBytes() {
        Entry entry = pack.find(PackNames.MANIFEST);
        return entry == null ? 0 : entry.offset();
    }

    /**
     * Compares the hashes.
     *
     * @throws VerificationException {@code FILE_ALTERED}
     */
    void requireUnaltered(Reading reading) {
        for (Map.Entry<String, String> file : manifest.digests().entrySet()) {
            if (!file.getValue().equals(reading.hashes().get(file.getKey()))) {
                throw altered("The file " + file.getKey() + " was altered: its hash is not the one in the manifest.");
            }
        }
        boolean packedAlike = manifest.predicate().archive().bytes() == archiveBytes()
                && manifest.predicate().archive().sha256().equals(HexFormat.of().formatHex(reading.archive()));
        if (!packedAlike) {
            throw altered("The files are those of the manifest, but they were packed again by somebody else.");
        }
    }
}
