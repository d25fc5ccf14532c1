package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.evidence.verify.Verdict;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a drill ended.
 *
 * @param pack the zip
 * @param verdict what the offline verifier says, with the keys pinned
 * @param millis measured times by name, in the order they were measured
 * @param readiness what the server says is still owed, and what blocks
 */
public record DrillReport(String incident, Path pack, Verdict verdict, Map<String, Long> millis, JsonNode readiness) {}
