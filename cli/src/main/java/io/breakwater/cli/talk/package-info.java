/**
 * What every command shares: the terminal, the connection to a server, the processes it starts.
 *
 * <p>Start with {@link io.breakwater.cli.talk.ServerClient} and {@link io.breakwater.cli.talk.Console}.
 */
@NullMarked
package io.breakwater.cli.talk;

import org.jspecify.annotations.NullMarked;
