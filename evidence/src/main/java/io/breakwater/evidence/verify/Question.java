package io.breakwater.evidence.verify;

import io.breakwater.model.IncidentId;
import java.util.Optional;

/**
 * What the reader of a pack wants to know about it.
 *
 * @param trust the keys to believe
 * @param incident the incident it has to be about, when the reader knows
 * @param previousCheckpoint the checkpoint (signed note) of an earlier pack that the reader kept; the pack has to prove
 *     that the log grew out of it
 */
public record Question(Trust trust, Optional<IncidentId> incident, Optional<String> previousCheckpoint) {
    /** The question of a reader who knows the keys and nothing else. */
    public static Question trusting(Trust trust) {
        return new Question(trust, Optional.empty(), Optional.empty());
    }
}
