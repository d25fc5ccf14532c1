/** Rule files as YAML 1.2 with places, and what is wrong with them. Starts at {@code YamlReader}. */
@NullMarked
package io.breakwater.detect.sigma.yaml;

import org.jspecify.annotations.NullMarked;
