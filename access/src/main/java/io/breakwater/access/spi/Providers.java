package io.breakwater.access.spi;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The kinds of doors that can be opened here. */
public final class Providers {
    private final Map<String, AccessProvider> byKind = new TreeMap<>();

    /**
     * The given kinds.
     *
     * @throws IllegalArgumentException when two claim the same kind
     */
    public Providers(Collection<? extends AccessProvider> providers) {
        for (AccessProvider provider : providers) {
            if (byKind.putIfAbsent(provider.kind(), provider) != null) {
                throw new IllegalArgumentException("two providers claim the kind " + provider.kind());
            }
        }
    }

    /** The provider of this kind, if there is one. */
    public Optional<AccessProvider> ofKind(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** All kinds, in order. */
    public SortedSet<String> kinds() {
        return new TreeSet<>(byKind.keySet());
    }
}
