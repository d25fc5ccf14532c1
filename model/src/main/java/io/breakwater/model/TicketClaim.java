package io.breakwater.model;

/**
 * A ticket somebody says exists.
 *
 * @param reference as the desk writes it: {@code CHG0030001}, {@code OPS-17}
 * @param status a claim stays {@code CLAIMED} until a desk has confirmed or refuted it; a failed lookup changes nothing
 */
public record TicketClaim(String reference, Status status) {
    /** What is known of the ticket. */
    public enum Status {
        CLAIMED,
        CONFIRMED,
        REFUTED
    }
}
