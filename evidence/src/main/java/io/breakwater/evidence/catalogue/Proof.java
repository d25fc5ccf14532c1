package io.breakwater.evidence.catalogue;

import io.breakwater.model.ControlId;
import java.util.List;

/**
 * What a kind of fact shows, and of which controls.
 *
 * @param fact the simple name of its record
 * @param shows goes on from "It shows that"
 */
public record Proof(String fact, String shows, List<ControlId> controls) {}
