package io.breakwater.model;

/**
 * Content kept outside the tree, bound by a salted hash, so that it can be erased without breaking the proof.
 *
 * @param digest lower-case hex of {@code SHA-256(salt || bytes)}; the 32-byte salt is kept beside the content and erased
 *     with it
 * @param mediaType as in RFC 6838, for example {@code text/plain;charset=utf-8}
 * @param sizeBytes how long the content is, without the salt
 */
public record ContentRef(String digest, String mediaType, long sizeBytes) {
    /** Media type of everything a person typed. */
    public static final String TEXT = "text/plain;charset=utf-8";
}
