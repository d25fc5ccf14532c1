package io.breakwater.access.spi;

/**
 * Closes small secrets so that only this house can open them again (authenticated encryption).
 *
 * <p>What is guaranteed: nothing sealed can be read, changed, or moved to another context without {@link #unseal}
 * refusing. What is not: that the key is still there tomorrow.
 */
public interface Seal {
    /** The bytes, sealed for this context (the name of what they belong to). */
    byte[] seal(String context, byte[] plain);

    /**
     * The bytes again.
     *
     * @throws io.breakwater.model.BreakwaterException {@code INTERNAL} when they were altered, belong to another context,
     *     or the key is not this one
     */
    byte[] unseal(String context, byte[] sealed);
}
