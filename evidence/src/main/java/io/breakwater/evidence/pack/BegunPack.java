package io.breakwater.evidence.pack;

import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;

/**
 * The state document of a pack whose population is closed and whose file is not recorded yet, named as its {@link
 * PackRecord} will be. It comes with the {@code PackSealed} fact and goes with the record, so that a pack is always one of
 * the two, whatever died in between.
 *
 * @param lastSequence the number of the {@code PackSealed} fact
 * @param closing that fact
 */
record BegunPack(IncidentId incident, int pack, long lastSequence, FactId closing, Instant at) {}
