package io.breakwater.detect.report;

import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.TrailOff;
import io.breakwater.detect.report.Timeline.Lane;
import io.breakwater.model.page.Drawing;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** The time of the logs as a picture: how much was logged, what was found when, and where nothing was logged. */
final class ScanPicture {
    private static final int WIDTH = Drawing.WIDTH;
    private static final int LEFT = 200;
    private static final int RIGHT = 30;
    private static final int TOP = 42;
    private static final int LANE = 34;
    private static final int BAR = 24;
    private static final int TICKS = 5;
    private static final int GAPS = 200;

    private final Survey survey;
    private final Timeline timeline;
    private final Drawing drawing;
    private int y = TOP;

    ScanPicture(Survey survey, Html html) {
        this.survey = survey;
        this.timeline = survey.timeline();
        this.drawing = new Drawing(html);
    }

    void write() throws IOException {
        boolean gaps =
                !survey.gaps().isEmpty() || !survey.result().read().trailsOff().isEmpty();
        int height = TOP + LANE * (1 + timeline.lanes().size() + (gaps ? 1 : 0)) + 8;
        drawing.begin(height, "When it happened", description());
        drawing.axis(
                new Drawing.Axis(LEFT, WIDTH - RIGHT, 34, height - 4, TICKS),
                timeline::at,
                time -> Times.time(time).substring(0, 5));
        lane("events in the logs", timeline.read(), timeline.events(), "read", "event");
        for (Map.Entry<Lane, long[]> lane : timeline.lanes().entrySet()) {
            String kind = lane.getKey().name().toLowerCase(Locale.ROOT);
            long sum = LongStream.of(lane.getValue()).sum();
            lane(lane.getKey().words(), sum, lane.getValue(), kind, "finding");
        }
        if (gaps) {
            gaps();
        }
        drawing.end();
    }

    private String description() {
        List<String> parts = new ArrayList<>();
        timeline.lanes().forEach((lane, counts) -> {
            parts.add(Words.number(LongStream.of(counts).sum()) + " " + lane.words());
        });
        return "From " + Times.dayAndTime(timeline.from()) + " to " + Times.dayAndTime(timeline.to()) + " UTC: "
                + String.join(", ", parts) + ". The tables below say the same in words.";
    }

    private double x(Instant time) {
        return LEFT + timeline.share(time) * (WIDTH - LEFT - RIGHT);
    }

    /** A bar a piece of time; twice the height is many times as much, so that a single event still shows. */
    private void lane(String label, long sum, long[] counts, String kind, String thing) throws IOException {
        long most = LongStream.of(counts).max().orElse(1);
        drawing.text(0, y + 13, label, "", "start");
        drawing.text(0, y + 26, Words.number(sum), "dim", "start");
        double step = (double) (WIDTH - LEFT - RIGHT) / Timeline.PIECES;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                double part = Math.log1p(counts[i]) / Math.log1p(most);
                double tall = BAR * (0.3 + 0.7 * part);
                String words = (kind.equals("read") ? "about " : "") + Words.count(counts[i], thing) + ", "
                        + Times.dayAndTime(timeline.at((double) i / Timeline.PIECES)) + " UTC";
                drawing.rectangle(LEFT + i * step, y + BAR - tall, Math.max(3, step - 1), tall, kind, words);
            }
        }
        y += LANE;
    }

    private void gaps() throws IOException {
        drawing.text(0, y + 13, "gaps in the logs", "", "start");
        for (Gap gap : survey.gaps().stream().limit(GAPS).toList()) {
            span(gap.from(), gap.to(), "nologs", "no logs: " + GapWords.where(gap) + ", " + GapWords.length(gap));
        }
        for (TrailOff off :
                survey.result().read().trailsOff().stream().limit(GAPS).toList()) {
            String words = "trail " + off.trail() + " switched off: " + GapWords.length(off);
            span(off.from(), off.to().orElse(timeline.to()), "off", words);
        }
    }

    private void span(Instant from, Instant to, String kind, String words) throws IOException {
        drawing.rectangle(x(from), y + 2, Math.max(3, x(to) - x(from)), BAR - 8, kind, words);
    }
}
