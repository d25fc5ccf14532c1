/**
 * The hand tool: talks HTTP to a server, verifies packs with no server at all.
 *
 * <p>Start with {@link io.breakwater.cli.Main}; every command is a method of a {@code …Commands} class. What the commands
 * share (the terminal, the connection, the processes they start) is in {@code talk}; the played emergency in {@code
 * drill}. Nothing here decides anything: what is allowed is the server's answer.
 */
@NullMarked
package io.breakwater.cli;

import org.jspecify.annotations.NullMarked;
