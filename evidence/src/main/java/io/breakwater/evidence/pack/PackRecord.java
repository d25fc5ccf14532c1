package io.breakwater.evidence.pack;

import io.breakwater.model.IncidentId;

/**
 * The state document of a pack that was made, named {@code INC-2026-0042/1}.
 *
 * @param facts how many facts it holds; also the number of the last one
 * @param checkpoint the signed note everything in it is proven against
 * @param sha256 lower-case hex, of the whole file
 */
public record PackRecord(IncidentId incident, int pack, long facts, String checkpoint, long sizeBytes, String sha256) {
    /** What the document of this pack is called. */
    public static String idOf(IncidentId incident, int pack) {
        return incident.value() + "/" + pack;
    }
}
