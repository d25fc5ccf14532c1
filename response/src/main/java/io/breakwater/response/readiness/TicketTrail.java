package io.breakwater.response.readiness;

import io.breakwater.model.FactId;
import io.breakwater.model.PersonId;
import io.breakwater.model.TicketClaim;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of one ticket.
 *
 * @param facts the facts by which it was claimed or decided
 * @param claimedBy who named it
 * @param explained whether somebody else amended one of the facts
 */
record TicketTrail(TicketClaim.Status status, Set<String> facts, Set<String> claimedBy, boolean explained) {
    static final TicketTrail EMPTY = new TicketTrail(TicketClaim.Status.CLAIMED, Set.of(), Set.of(), false);

    TicketTrail claimed(FactId id, PersonId by) {
        return new TicketTrail(status, and(facts, id.value()), and(claimedBy, by.value()), explained);
    }

    TicketTrail decided(FactId id, TicketClaim.Status decision) {
        return new TicketTrail(decision, and(facts, id.value()), claimedBy, explained);
    }

    TicketTrail amended(FactId original, PersonId by) {
        boolean explains = facts.contains(original.value()) && !claimedBy.contains(by.value());
        return explains ? new TicketTrail(status, facts, claimedBy, true) : this;
    }

    boolean confirmed() {
        return status == TicketClaim.Status.CONFIRMED;
    }

    private static Set<String> and(Set<String> set, String one) {
        SortedSet<String> all = new TreeSet<>(set);
        all.add(one);
        return all;
    }
}
