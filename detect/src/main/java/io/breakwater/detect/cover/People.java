package io.breakwater.detect.cover;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which names are one human being. A name nobody has said anything about is its own human. */
final class People {
    private final Map<String, String> humans;

    private People(Map<String, String> humans) {
        this.humans = Map.copyOf(humans);
    }

    /** The one name all names of a human lead to. */
    String human(String name) {
        String folded = Mark.folded(name);
        return humans.getOrDefault(folded, folded);
    }

    /** Whether both names are known to be one human. */
    boolean same(String a, String b) {
        return human(a).equals(human(b));
    }

    /** Whether two names that nobody has told apart look like one human's. */
    boolean mayBeOne(String a, String b) {
        return !(isKnown(a) && isKnown(b)) && NameWords.mayBeOne(a, b);
    }

    private boolean isKnown(String name) {
        return humans.containsKey(Mark.folded(name));
    }

    /** Whether everybody the others know is called the same here. */
    boolean agreesWith(People others) {
        return others.humans.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(human(entry.getKey())));
    }

    /** Takes what is said about names. */
    static final class Builder {
        private final Map<String, String> parent = new HashMap<>();
        /** What others call people already: one more name for somebody must not change what was made of theirs. */
        private final Set<String> settled = new HashSet<>();

        /** Says that all these names are one human; names said before join the others they were said with. */
        void same(Collection<String> names) {
            names.stream().findFirst().ifPresent(first -> names.forEach(other -> join(first, other)));
        }

        /** Says what somebody else knows already; asked first of all, everybody is called as there. */
        void all(People known) {
            settled.addAll(known.humans.values());
            known.humans.forEach(this::join);
        }

        private void join(String a, String b) {
            String rootA = root(Mark.folded(a));
            String rootB = root(Mark.folded(b));
            boolean isLike = settled.contains(rootA) == settled.contains(rootB);
            boolean aFirst = isLike ? rootA.compareTo(rootB) <= 0 : settled.contains(rootA);
            parent.put(aFirst ? rootB : rootA, aFirst ? rootA : rootB);
        }

        /** Shortens the way it went, so that no chain grows long. */
        private String root(String name) {
            String at = name;
            String above = parent.getOrDefault(at, at);
            while (!above.equals(at)) {
                String further = parent.getOrDefault(above, above);
                parent.put(at, further);
                at = above;
                above = further;
            }
            return at;
        }

        People build() {
            Map<String, String> humans = new HashMap<>();
            Map.copyOf(parent).keySet().forEach(name -> humans.put(name, root(name)));
            return new People(humans);
        }
    }
}
