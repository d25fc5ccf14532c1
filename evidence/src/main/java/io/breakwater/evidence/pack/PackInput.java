package io.breakwater.evidence.pack;

import io.breakwater.model.IncidentId;
import java.util.Optional;

/**
 * Everything that decides what a pack's bytes are, beside the journal and the house's keys.
 *
 * @param lastSequence the number of the {@code PackSealed} fact that closes the population
 * @param checkpoint the signed note everything is proven against
 * @param previousCheckpoint the signed note of the pack before, of whatever incident
 */
public record PackInput(
        IncidentId incident, int pack, long lastSequence, String checkpoint, Optional<String> previousCheckpoint) {}
