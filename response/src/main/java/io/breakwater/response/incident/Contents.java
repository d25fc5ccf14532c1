package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.ContentRef;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentId;
import io.breakwater.response.timeline.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The content that an incident's facts name, and which of it was erased. */
final class Contents {
    private final Map<String, ContentRef> byDigest = new LinkedHashMap<>();
    private final Set<String> erased = new java.util.HashSet<>();

    private Contents() {}

    static Contents of(Journal journal, IncidentId incident) {
        Contents contents = new Contents();
        Facts.of(journal, incident).forEach(contents::add);
        return contents;
    }

    Optional<ContentRef> find(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }

    boolean erased(String digest) {
        return erased.contains(digest);
    }

    private void add(Recorded recorded) {
        Facts.contents(recorded.envelope().fact()).forEach(ref -> byDigest.putIfAbsent(ref.digest(), ref));
        if (recorded.envelope().fact() instanceof ContentErased gone) {
            erased.add(gone.digest());
        }
    }
}
