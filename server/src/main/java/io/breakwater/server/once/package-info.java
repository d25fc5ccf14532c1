/** Commands that run once however often they are sent. */
@NullMarked
package io.breakwater.server.once;

import org.jspecify.annotations.NullMarked;
