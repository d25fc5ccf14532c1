@NullMarked
package io.breakwater.cli.scan;

import org.jspecify.annotations.NullMarked;
