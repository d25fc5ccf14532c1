package io.breakwater.evidence.catalogue;

import io.breakwater.model.ControlId;
import java.util.List;

/**
 * What is often said of a control, why it is wrong, and what is right.
 *
 * @param controls the numbers under which somebody who believes it would look
 * @param use the controls to use in their place
 */
public record Folklore(String said, List<String> controls, String wrong, String right, List<ControlId> use) {}
