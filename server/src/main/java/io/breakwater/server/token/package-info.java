/** The bearer tokens people authenticate with. Only their hashes are kept. */
@NullMarked
package io.breakwater.server.token;

import org.jspecify.annotations.NullMarked;
