package io.breakwater.access.grant;

import io.breakwater.model.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a number of human beings can fill a number of seats, one seat each.
 *
 * <p>A bipartite matching by augmenting paths, since taking people greedily would call a quorum unmeetable that is not: who
 * holds both functions must not be used up for the one that others hold too.
 */
final class Quorum {
    private final List<Function> seats = new ArrayList<>();
    private final List<Set<Function>> humans;
    private final int[] seatOf;

    private Quorum(Map<Function, Integer> demanded, Collection<Set<Function>> humans) {
        demanded.forEach((function, count) -> {
            for (int i = 0; i < count; i++) {
                seats.add(function);
            }
        });
        this.humans = List.copyOf(humans);
        seatOf = new int[this.humans.size()];
        Arrays.fill(seatOf, -1);
    }

    /**
     * The seats that stay empty however the humans are seated.
     *
     * @param humans what each human being holds, under all names together
     */
    static Map<Function, Integer> unmeetable(Map<Function, Integer> demanded, Collection<Set<Function>> humans) {
        Quorum quorum = new Quorum(demanded, humans);
        Map<Function, Integer> empty = new EnumMap<>(Function.class);
        for (int seat = 0; seat < quorum.seats.size(); seat++) {
            if (!quorum.fill(seat, new boolean[quorum.seatOf.length])) {
                empty.merge(quorum.seats.get(seat), 1, Integer::sum);
            }
        }
        return empty;
    }

    private boolean fill(int seat, boolean[] asked) {
        for (int human = 0; human < seatOf.length; human++) {
            if (!asked[human] && humans.get(human).contains(seats.get(seat))) {
                asked[human] = true;
                if (seatOf[human] < 0 || fill(seatOf[human], asked)) {
                    seatOf[human] = seat;
                    return true;
                }
            }
        }
        return false;
    }
}
