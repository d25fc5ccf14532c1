/** What people write for Breakwater as YAML. Start with {@link io.breakwater.document.YamlReader}. */
@NullMarked
package io.breakwater.document;

import org.jspecify.annotations.NullMarked;
