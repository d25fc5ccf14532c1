package io.breakwater.detect.cover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A change ticket, from whatever source.
 *
 * @param people who was to do the work, under any name a log may use
 * @param recorded when it was written down; what was written down after the act counts for a while, and is said
 * @param updated when it last changed: of two exports of one ticket, the later says how it is
 */
public record CoverTicket(
        String id,
        String source,
        Standing standing,
        Window window,
        Scope scope,
        Optional<String> requester,
        Set<String> people,
        Optional<Instant> recorded,
        Optional<Instant> updated,
        Optional<String> incident,
        List<CoverApproval> approvals) {
    /** What is known of a ticket. */
    public enum Standing {
        /** The desk has it. */
        STANDS,
        /** Somebody says the desk has it; nobody has looked. */
        CLAIMED,
        /** Cancelled, rejected, or unknown to the desk. */
        VOID
    }

    public CoverTicket {
        people = Set.copyOf(people);
        approvals = List.copyOf(approvals);
    }
}
