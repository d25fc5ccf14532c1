package io.breakwater.evidence.pack;

import io.breakwater.model.IncidentId;
import java.util.Optional;

/**
 * The state document of a pack that was sealed, named {@code INC-2026-0042/1}.
 *
 * <p>With it and the journal the file can be written again, byte for byte.
 *
 * @param facts how many facts it holds; also the number of the last one
 * @param checkpoint the signed note everything in it is proven against
 * @param previousCheckpoint the signed note the log is proven to have grown out of
 * @param sha256 lower-case hex, of the whole file
 */
public record PackRecord(
        IncidentId incident,
        int pack,
        long facts,
        String checkpoint,
        Optional<String> previousCheckpoint,
        long sizeBytes,
        String sha256) {
    /** What the document of this pack is called. */
    public static String idOf(IncidentId incident, int pack) {
        return incident.value() + "/" + pack;
    }

    PackInput input() {
        return new PackInput(incident, pack, facts, checkpoint, previousCheckpoint);
    }
}
