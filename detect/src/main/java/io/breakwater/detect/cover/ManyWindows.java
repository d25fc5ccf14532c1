package io.breakwater.detect.cover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Windows sorted by start, with a tree of the latest ends above them: one standing window does not make all be read. */
final class ManyWindows<T> implements WindowLane<T> {
    private final List<T> things;
    private final long[] starts;
    private final int leaves;
    /** Node 1 is the root; the children of node n are 2n and 2n+1; the windows are the nodes from {@code leaves} on. */
    private final long[] latestEnd;

    ManyWindows(List<T> unsorted, Function<T, Window> window) {
        things = new ArrayList<>(unsorted);
        things.sort(Comparator.comparingLong(thing -> window.apply(thing).firstMillis()));
        starts = things.stream()
                .mapToLong(thing -> window.apply(thing).firstMillis())
                .toArray();
        leaves = Integer.highestOneBit(Math.max(1, 2 * things.size() - 1));
        latestEnd = ends(window);
    }

    private long[] ends(Function<T, Window> window) {
        long[] tree = new long[2 * leaves];
        java.util.Arrays.fill(tree, Long.MIN_VALUE);
        for (int i = 0; i < starts.length; i++) {
            tree[leaves + i] = window.apply(things.get(i)).lastMillis();
        }
        for (int node = leaves - 1; node > 0; node--) {
            tree[node] = Math.max(tree[2 * node], tree[2 * node + 1]);
        }
        return tree;
    }

    @Override
    public int size() {
        return starts.length;
    }

    @Override
    public List<T> at(long time, long tolerance, int most) {
        List<T> found = new ArrayList<>();
        collect(1, 0, leaves, new Question(startedBy(time + tolerance), time - tolerance, most), found);
        return found;
    }

    private record Question(int started, long notEndedBefore, int most) {}

    private void collect(int node, int from, int width, Question question, List<T> found) {
        boolean nothingHere = from >= question.started || latestEnd[node] < question.notEndedBefore;
        if (nothingHere || found.size() >= question.most) {
            return;
        }
        if (width == 1) {
            found.add(things.get(from));
        } else {
            collect(2 * node + 1, from + width / 2, width / 2, question, found);
            collect(2 * node, from, width / 2, question, found);
        }
    }

    /** How many windows start at the time or before. */
    private int startedBy(long time) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Of the windows that began, the one with the latest end below the time. Those in force would hide the others from the
     * tree, so this looks back over a bounded number: it serves an explanation only.
     */
    @Override
    public Optional<T> endedBefore(long time, Predicate<T> wanted) {
        int last = startedBy(time);
        int best = -1;
        for (int i = last - 1; i >= Math.max(0, last - LOOK_BACK); i--) {
            long end = latestEnd[leaves + i];
            boolean later = best < 0 || end > latestEnd[leaves + best];
            if (end < time && later && wanted.test(things.get(i))) {
                best = i;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(things.get(best));
    }

    private static final int LOOK_BACK = 64;

    @Override
    public Optional<T> beginsAfter(long time, Predicate<T> wanted) {
        int next = startedBy(time);
        return things.subList(next, Math.min(things.size(), next + LOOK_BACK)).stream()
                .filter(wanted)
                .findFirst();
    }
}
