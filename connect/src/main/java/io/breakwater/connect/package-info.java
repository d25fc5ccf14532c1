/** One closet per foreign system; closets never see each other. */
@NullMarked
package io.breakwater.connect;

import org.jspecify.annotations.NullMarked;
