package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the server has said is done, and the types of the facts that have to be on the record for it, by grant. */
final class Acknowledged {
    private static final Set<String> OPENED =
            Set.of("GrantRequested", "GrantBypassed", "GrantIntended", "GrantActivated");
    private static final Set<String> OVER = Set.of("GrantEnding", "RevocationProven", "GrantEnded");

    private final TreeMap<String, Set<String>> facts = new TreeMap<>();
    private final List<Throwable> trouble = new ArrayList<>();
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

    /** Waits until a grant was acknowledged from its beginning to its proven end, or somebody could not go on. */
    synchronized void awaitAnEnd() throws InterruptedException {
        while (ends == 0 && trouble.isEmpty()) {
            wait();
        }
    }

    /** Somebody got an answer that no kill explains. */
    synchronized void failed(Throwable why) {
        trouble.add(why);
        notifyAll();
    }

    synchronized List<Throwable> trouble() {
        return List.copyOf(trouble);
    }

    synchronized int ends() {
        return ends;
    }

    synchronized TreeMap<String, Set<String>> facts() {
        return new TreeMap<>(facts);
    }
}
