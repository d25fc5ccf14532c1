package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverGrant;
import io.breakwater.detect.cover.Mark;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Grants as far as the watch looks at them, and who asked for access in which incident. Immutable. */
final class HeldGrants {
    private final Map<String, Held> byId = new HashMap<>();
    private final Map<IncidentId, Asked> asked = new HashMap<>();

    HeldGrants(Collection<Held> grants) {
        for (Held held : grants) {
            byId.put(held.id().value(), held);
            asked.computeIfAbsent(held.incident(), none -> new Asked()).add(held);
        }
    }

    /**
     * A grant.
     *
     * @param names under which its holder stands in logs
     * @param accounts what it is for
     */
    record Held(Optional<CoverGrant> cover, Set<String> names, Set<String> accounts, GrantId id, IncidentId incident) {}

    /** Who asked for access in an incident, and to which accounts. */
    private static final class Asked {
        private final Set<String> names = new HashSet<>();
        private final Set<String> accounts = new HashSet<>();

        void add(Held held) {
            held.names().forEach(name -> names.add(Mark.folded(name)));
            held.accounts().forEach(account -> accounts.add(Mark.folded(account)));
        }
    }

    Optional<Held> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether somebody of one of these names asked for access in the incident. */
    boolean asked(IncidentId incident, Collection<String> names) {
        Asked in = asked.get(incident);
        return in != null && names.stream().map(Mark::folded).anyMatch(in.names::contains);
    }

    /** Whether access to the account was asked for in the incident. */
    boolean askedFor(IncidentId incident, String account) {
        Asked in = asked.get(incident);
        return in != null && in.accounts.contains(Mark.folded(account));
    }
}
