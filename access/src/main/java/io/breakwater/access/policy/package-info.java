/** Policy as code: what is allowed, as one document that is checked before it is in force. Start with {@link io.breakwater.access.policy.Policy}. */
@NullMarked
package io.breakwater.access.policy;

import org.jspecify.annotations.NullMarked;
