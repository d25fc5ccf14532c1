package io.breakwater.evidence.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where on a picture a time stands. Quiet hours are drawn short and busy seconds long: between two neighbouring moments
 * there is as much room as the logarithm of what lies between them, so that both three minutes of work and three days of
 * waiting can be seen.
 */
final class TimeScale {
    private static final int MOST_KNOTS = 64;

    private final List<Long> knots;
    private final double[] places;
    private final double from;
    private final double width;

    /** A scale over these moments from {@code from} to {@code from + width}. */
    TimeScale(List<Instant> moments, double from, double width) {
        this.from = from;
        this.width = width;
        this.knots = thinned(moments);
        this.places = new double[knots.size()];
        double sum = 0;
        for (int i = 1; i < places.length; i++) {
            sum += Math.log1p((knots.get(i) - knots.get(i - 1)) / 1000.0) + 0.2;
            places[i] = sum;
        }
        for (int i = 0; i < places.length; i++) {
            places[i] = sum == 0 ? 0 : places[i] / sum;
        }
    }

    /** The place of a time; times outside stand at the borders. */
    double at(Instant time) {
        long millis = time.toEpochMilli();
        if (knots.size() < 2 || millis <= knots.get(0)) {
            return from;
        }
        for (int i = 1; i < knots.size(); i++) {
            if (millis <= knots.get(i)) {
                double share = (double) (millis - knots.get(i - 1)) / (knots.get(i) - knots.get(i - 1));
                return from + width * (places[i - 1] + share * (places[i] - places[i - 1]));
            }
        }
        return from + width;
    }

    /** The time at a place. */
    Instant timeAt(double place) {
        double share = (place - from) / width;
        for (int i = 1; i < places.length; i++) {
            if (share <= places[i]) {
                double within = places[i] == places[i - 1] ? 0 : (share - places[i - 1]) / (places[i] - places[i - 1]);
                return Instant.ofEpochMilli(knots.get(i - 1) + Math.round(within * (knots.get(i) - knots.get(i - 1))));
            }
        }
        return Instant.ofEpochMilli(knots.isEmpty() ? 0 : knots.get(knots.size() - 1));
    }

    private static List<Long> thinned(List<Instant> moments) {
        TreeSet<Long> sorted = new TreeSet<>();
        moments.forEach(moment -> sorted.add(moment.toEpochMilli()));
        List<Long> all = new ArrayList<>(sorted);
        if (all.size() <= MOST_KNOTS) {
            return all;
        }
        List<Long> some = new ArrayList<>();
        for (int i = 0; i < MOST_KNOTS; i++) {
            some.add(all.get((int) ((long) i * (all.size() - 1) / (MOST_KNOTS - 1))));
        }
        return some;
    }
}
