package io.breakwater.model;

import java.util.Optional;

/**
 * A fact of a type this version does not know, as its canonical JSON. It proves and verifies like any other.
 *
 * @param type the CloudEvents type
 * @param json the canonical JSON of the data
 * @param population as the envelope says
 */
public record UnknownFact(String type, String json, Optional<IncidentId> population) implements Fact {}
