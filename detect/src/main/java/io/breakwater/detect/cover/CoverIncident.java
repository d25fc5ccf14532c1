package io.breakwater.detect.cover;

import java.util.Set;

/**
 * A declared emergency, real or drill, from whatever source.
 *
 * @param people who worked on it, under any name a log may use: what they did meanwhile belongs to it
 * @param accounts the accounts it was about; empty when not known, and then only its people, grants and tickets link it
 * @param tickets what its changes are recorded under
 */
public record CoverIncident(
        String id,
        String source,
        Window window,
        boolean drill,
        Set<String> people,
        Set<String> accounts,
        Set<String> tickets) {
    public CoverIncident {
        people = Set.copyOf(people);
        accounts = Set.copyOf(accounts);
        tickets = Set.copyOf(tickets);
    }
}
