package io.breakwater.model.page;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * A picture in a page, as SVG. Coordinates are pixels from its upper left corner; a {@code kind} is a class of the page's
 * style sheet; {@code words} are shown where one points, and read out; none when empty.
 */
public final class Drawing {
    /** How wide every picture is drawn; the page scales it. */
    public static final int WIDTH = 1000;

    private final Html html;

    /** Draws there. */
    public Drawing(Html html) {
        this.html = html;
    }

    /** Where times are drawn: from left to right, with a rule from top to bottom at each tick. */
    public record Axis(double left, double right, double top, double bottom, int ticks) {}

    /** Begins a picture of a timeline that is called so, and says the same as the description. */
    public void begin(int height, String title, String description) throws IOException {
        html.open(
                "div", "class", "picture", "tabindex", "0", "role", "region", "aria-label", "Picture of the timeline");
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-labelledby", "pt pd");
        html.element("title", title, "id", "pt");
        html.element("desc", description, "id", "pd");
    }

    /** Ends it. */
    public void end() throws IOException {
        html.close("svg").close("div");
    }

    /**
     * Rules with their times above them, and the day where it is another than at the one before.
     *
     * @param timeAt from 0 at the left to 1 at the right
     * @param clock how a time of day is written
     */
    public void axis(Axis axis, DoubleFunction<Instant> timeAt, Function<Instant, String> clock) throws IOException {
        String before = "";
        for (int i = 0; i <= axis.ticks(); i++) {
            double x = axis.left() + i * (axis.right() - axis.left()) / axis.ticks();
            Instant time = timeAt.apply((double) i / axis.ticks());
            line(x, axis.top(), x, axis.bottom(), "rule");
            String day = Times.day(time);
            String anchor = i == axis.ticks() ? "end" : i == 0 ? "start" : "middle";
            if (!day.equals(before)) {
                text(x, 12, day, "dim", anchor);
            }
            text(x, 27, clock.apply(time), "dim", anchor);
            before = day;
        }
    }

    /** @param anchor which part of the text stands at {@code x}: start, middle or end */
    public void text(double x, double baseline, String text, String kind, String anchor) throws IOException {
        html.element("text", text, "x", number(x), "y", number(baseline), "class", kind, "text-anchor", anchor);
    }

    /** A straight line. */
    public void line(double x1, double y1, double x2, double y2, String kind) throws IOException {
        html.open("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2), "class", kind)
                .close("line");
    }

    /** A bar. */
    public void rectangle(double x, double top, double width, double height, String kind, String words)
            throws IOException {
        html.open(
                "rect",
                "x",
                number(x),
                "y",
                number(top),
                "width",
                number(width),
                "height",
                number(height),
                "rx",
                "1.5",
                "class",
                kind);
        titled("rect", words);
    }

    /** A diamond around a point. */
    public void diamond(double x, double y, String kind, String words) throws IOException {
        String points = number(x) + "," + number(y - 6) + " " + number(x + 6) + "," + number(y) + " " + number(x) + ","
                + number(y + 6) + " " + number(x - 6) + "," + number(y);
        html.open("polygon", "points", points, "class", kind);
        titled("polygon", words);
    }

    /** A dot at a point. */
    public void circle(double x, double y, String kind) throws IOException {
        html.open("circle", "cx", number(x), "cy", number(y), "r", "4", "class", kind)
                .close("circle");
    }

    private void titled(String tag, String words) throws IOException {
        if (!words.isEmpty()) {
            html.element("title", words);
        }
        html.close(tag);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
