/** What the access room asks of foreign systems; {@code connect} implements it. */
@NullMarked
package io.breakwater.access.spi;

import org.jspecify.annotations.NullMarked;
