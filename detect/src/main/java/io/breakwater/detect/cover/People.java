package io.breakwater.detect.cover;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

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

        /** Says that all these names are one human; names said before join the others they were said with. */
        void same(Collection<String> names) {
            names.stream().findFirst().ifPresent(first -> names.forEach(other -> join(first, other)));
        }

        /** Says what somebody else knows already. */
        void all(People known) {
            known.humans.forEach(this::join);
        }

        private void join(String a, String b) {
            String rootA = root(Mark.folded(a));
            String rootB = root(Mark.folded(b));
            boolean aFirst = rootA.compareTo(rootB) <= 0;
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
