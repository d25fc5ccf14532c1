package io.breakwater.detect.cover;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Grants in two indexes: many that hardly change, and a few in front that replace some of them. So one grant that changes
 * does not make a hundred thousand be indexed again.
 */
final class GrantLayers {
    private final GrantIndex front;
    private final Optional<GrantIndex> back;
    /** Those of the back that the front replaces, as the back has them. */
    private final GrantIndex replaced;

    private final Set<String> replacedIds;

    private GrantLayers(GrantIndex front, Optional<GrantIndex> back, GrantIndex replaced, Set<String> replacedIds) {
        this.front = front;
        this.back = back;
        this.replaced = replaced;
        this.replacedIds = replacedIds;
    }

    static GrantLayers of(GrantIndex all) {
        return new GrantLayers(all, Optional.empty(), all, Set.of());
    }

    static GrantLayers of(GrantIndex front, GrantIndex back, GrantIndex replaced, Set<String> replacedIds) {
        return new GrantLayers(front, Optional.of(back), replaced, Set.copyOf(replacedIds));
    }

    List<CoverGrant> inForce(Mark mark, String account, Instant time, long tolerance, int most) {
        return both(index -> index.inForce(mark, account, time, tolerance, most + replacedIds.size()));
    }

    List<CoverGrant> inForceAnywhere(Mark mark, Instant time, long tolerance, int most) {
        return both(index -> index.inForceAnywhere(mark, time, tolerance, most + replacedIds.size()));
    }

    List<CoverGrant> withoutHolder(String account, Instant time, long tolerance, int most) {
        return both(index -> index.withoutHolder(account, time, tolerance, most + replacedIds.size()));
    }

    /** All that each of them found: cut off here, many in front would hide what one index alone finds. */
    private List<CoverGrant> both(Function<GrantIndex, List<CoverGrant>> question) {
        List<CoverGrant> before = question.apply(front);
        return back.map(index -> Stream.concat(
                                before.stream(), question.apply(index).stream().filter(this::isCurrent))
                        .toList())
                .orElse(before);
    }

    private boolean isCurrent(CoverGrant grant) {
        return !replacedIds.contains(grant.id());
    }

    Optional<CoverGrant> endedBefore(Mark mark, Instant time) {
        return Stream.concat(
                        front.endedBefore(mark, time, any -> true).stream(),
                        back.flatMap(index -> index.endedBefore(mark, time, this::isCurrent)).stream())
                .max(Comparator.comparingLong(grant -> grant.window().lastMillis()));
    }

    Optional<CoverGrant> beginsAfter(Mark mark, Instant time) {
        return Stream.concat(
                        front.beginsAfter(mark, time, any -> true).stream(),
                        back.flatMap(index -> index.beginsAfter(mark, time, this::isCurrent)).stream())
                .min(Comparator.comparingLong(grant -> grant.window().firstMillis()));
    }

    /** Whether there is none at all, but for those that are replaced. */
    boolean isEmpty() {
        return front.isEmpty() && back.map(GrantIndex::isEmpty).orElse(true);
    }

    int carriers(Mark mark) {
        return front.carriers(mark)
                + back.map(index -> index.carriers(mark) - replaced.carriers(mark))
                        .orElse(0);
    }
}
