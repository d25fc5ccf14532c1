/**
 * Pages for people, of whichever room: one file that asks nothing of the network and runs no script. Start with {@link
 * io.breakwater.model.page.Html}, in which text cannot become markup.
 */
@NullMarked
package io.breakwater.model.page;

import org.jspecify.annotations.NullMarked;
