package io.breakwater.response.debt;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.WatchedJournal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A journal that remembers which documents were read through it. */
final class CountingJournal extends WatchedJournal {
    private final Map<String, Set<String>> read = new HashMap<>();
    private final Set<String> listed = new HashSet<>();

    CountingJournal(Journal journal) {
        super(journal);
    }

    /** How many different documents of a kind were read. */
    int read(String kind) {
        return read.getOrDefault(kind, Set.of()).size();
    }

    /** The kinds that were listed. */
    Set<String> listed() {
        return listed;
    }

    @Override
    protected void read(Class<?> kind, String id) {
        read.computeIfAbsent(kind.getSimpleName(), none -> new HashSet<>()).add(id);
    }

    @Override
    protected void listed(Class<?> kind, List<String> ids) {
        listed.add(kind.getSimpleName());
        ids.forEach(id -> read(kind, id));
    }
}
