package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the server has said is done, and the types of the facts that have to be on the record for it, by grant. */
final class Acknowledged {
    private static final Set<String> OPENED =
            Set.of("GrantRequested", "GrantBypassed", "GrantIntended", "GrantActivated");
    private static final Set<String> OVER = Set.of("GrantEnding", "RevocationProven", "GrantEnded");

    private final TreeMap<String, Set<String>> facts = new TreeMap<>();
    private int ends;

    synchronized void answered(JsonNode grant) {
        Set<String> known = facts.computeIfAbsent(grant.get("id").asText(), id -> new TreeSet<>());
        known.add("GrantRequested");
        if (grant.get("state").asText().equals("ACTIVE")) {
            known.addAll(OPENED);
        } else if (grant.get("state").asText().equals("ENDED")) {
            known.addAll(OVER);
            ends++;
            notifyAll();
        }
    }

    /** Waits until a grant was acknowledged from its beginning to its proven end. */
    synchronized void awaitOneMoreThan(int endsBefore) throws InterruptedException {
        while (ends <= endsBefore) {
            wait();
        }
    }

    synchronized int ends() {
        return ends;
    }

    synchronized TreeMap<String, Set<String>> facts() {
        return new TreeMap<>(facts);
    }
}
