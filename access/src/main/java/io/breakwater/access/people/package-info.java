/** The directory of people: who there is, what each is trusted to do, and who is the same human being. */
@NullMarked
package io.breakwater.access.people;

import org.jspecify.annotations.NullMarked;
