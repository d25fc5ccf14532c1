/**
 * Which facts prove which control: catalogue, packs, offline verifier.
 *
 * <p>Start with {@code catalogue.Catalogue} (controls as data), {@code pack.SealPack} (one incident's evidence as one file) and {@link
 * io.breakwater.evidence.verify.VerifyPack} (which needs nothing but that file).
 */
@NullMarked
package io.breakwater.evidence;

import org.jspecify.annotations.NullMarked;
