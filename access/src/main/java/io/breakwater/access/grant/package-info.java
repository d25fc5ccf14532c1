/**
 * The life of a grant, one use case to a class.
 *
 * <p>Start with {@link io.breakwater.access.grant.RequestAccess}. Whatever changes a grant appends a fact and lets the
 * fold of that fact ({@code GrantLife}) say what the grant is now, so that facts and state cannot drift apart.
 */
@NullMarked
package io.breakwater.access.grant;

import org.jspecify.annotations.NullMarked;
