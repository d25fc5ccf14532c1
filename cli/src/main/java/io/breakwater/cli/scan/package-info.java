/** What {@code breakwater scan} tells a person while it goes on and when it is done. */
@NullMarked
package io.breakwater.cli.scan;

import org.jspecify.annotations.NullMarked;
