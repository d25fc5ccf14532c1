/** The walls between the rooms, as tests. */
@NullMarked
package io.breakwater.walls;

import org.jspecify.annotations.NullMarked;
