package io.breakwater.evidence.verify;

import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.List;

/**
 * What an intact pack is, and how far the proof goes.
 *
 * @param facts how many facts the incident has; all of them are in the pack
 * @param origin the log's name
 * @param treeSize how many facts of the whole house the checkpoint covers
 * @param root the checkpoint's root hash in base64
 * @param sealedAt the time on the fact that closes the population, by the server's clock
 * @param cosignatures how many of the known witnesses cosigned the checkpoint
 * @param contents how many pieces of content are in the pack and match their hashes
 * @param erased how many were erased, each with an erasure on the record
 * @param unpinned true when the keys were taken from the pack itself: then the pack is consistent with itself, and
 *     nothing more
 * @param steps what was checked, in order
 * @param notProven what this verdict does not say, in plain sentences; never empty
 */
public record Verdict(
        IncidentId incident,
        int pack,
        long facts,
        String origin,
        long treeSize,
        String root,
        Instant sealedAt,
        int cosignatures,
        long contents,
        long erased,
        boolean unpinned,
        List<Step> steps,
        List<String> notProven) {

    /** One thing that was checked: its name, and what was found in one sentence. */
    public record Step(String name, String finding) {}
}
