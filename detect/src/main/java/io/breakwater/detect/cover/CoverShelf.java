package io.breakwater.detect.cover;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Many grants, indexed once, for one book after the other: a book stands on a shelf and says what is different. Immutable. */
public final class CoverShelf {
    private final Map<String, CoverGrant> grants;
    private final People people;
    private final GrantIndex index;

    private CoverShelf(Map<String, CoverGrant> grants, People people) {
        this.grants = grants;
        this.people = people;
        this.index = new GrantIndex(grants.values(), people);
    }

    /**
     * Indexes grants of one source, whose ids are all different.
     *
     * @param humans for each human, all names
     */
    public static CoverShelf of(Collection<CoverGrant> grants, Collection<? extends Collection<String>> humans) {
        People.Builder people = new People.Builder();
        humans.forEach(people::same);
        return new CoverShelf(
                grants.stream().collect(Collectors.toUnmodifiableMap(CoverGrant::id, Function.identity())),
                people.build());
    }

    Map<String, CoverGrant> grants() {
        return grants;
    }

    GrantIndex index() {
        return index;
    }

    People people() {
        return people;
    }
}
