package io.breakwater.evidence.pack;

import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The incident as a picture: facts as marks, access as bars, debts as lines to their deadlines. */
final class Picture {
    private static final int WIDTH = 1000;
    private static final int LEFT = 190;
    private static final int RIGHT = 30;
    private static final int LANE = 26;
    private static final int FACTS_AT = 40;
    private static final int FACTS_HEIGHT = 26;
    private static final int LANES_AT = 92;
    private static final int TICKS = 6;
    private static final int MOST_LANES = 20;
    private static final int LONGEST_LABEL = 27;

    private final Story story;
    private final TimeScale scale;
    private final Html html;
    private int y = LANES_AT;

    Picture(Story story, Html html) {
        this.story = story;
        this.html = html;
        this.scale = new TimeScale(moments(story), LEFT, WIDTH - LEFT - RIGHT);
    }

    void write() throws IOException {
        List<GrantLine> grants = story.grants().stream().limit(MOST_LANES).toList();
        List<DebtLine> debts = story.debts().stream().limit(MOST_LANES).toList();
        int rows = grants.size() + debts.size();
        int height = LANES_AT + rows * LANE + 34;
        html.open(
                "div", "class", "picture", "tabindex", "0", "role", "region", "aria-label", "Picture of the timeline");
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-labelledby", "pt pd");
        html.element("title", "Timeline of " + story.incident(), "id", "pt");
        html.element("desc", description(), "id", "pd");
        axis(height);
        facts();
        for (GrantLine grant : grants) {
            grant(grant);
        }
        for (DebtLine debt : debts) {
            debt(debt);
        }
        legend(height - 10);
        html.close("svg").close("div");
    }

    private String description() {
        return "From " + Times.dayAndTime(story.begin()) + " to " + Times.dayAndTime(story.end()) + " UTC, "
                + story.grants().size() + " grants and " + story.debts().size()
                + " debts. The tables below say the same in words.";
    }

    private static List<Instant> moments(Story story) {
        List<Instant> moments = new ArrayList<>(story.times());
        story.grants().forEach(grant -> {
            grant.openedAt().ifPresent(moments::add);
            grant.provenAt().ifPresent(moments::add);
        });
        for (DebtLine debt : story.debts()) {
            debt.dueAt().ifPresent(moments::add);
        }
        return moments;
    }

    private void axis(int height) throws IOException {
        String before = "";
        for (int i = 0; i <= TICKS; i++) {
            double x = LEFT + (double) i * (WIDTH - LEFT - RIGHT) / TICKS;
            Instant time = scale.timeAt(x);
            line(x, FACTS_AT - 8, x, height - 30, "rule");
            String day = Times.day(time);
            String anchor = i == TICKS ? "end" : i == 0 ? "start" : "middle";
            if (!day.equals(before)) {
                text(x, 12, day, "dim", anchor);
            }
            text(x, 27, Times.time(time), "dim", anchor);
            before = day;
        }
    }

    /** However many facts there are, there are as many marks as pixels; a mark is as high as there are facts. */
    private void facts() throws IOException {
        text(0, FACTS_AT + 18, "facts", "", "start");
        int[] columns = new int[WIDTH];
        int most = 1;
        for (Instant time : story.times()) {
            int column = (int) Math.round(scale.at(time)) / 3 * 3;
            most = Math.max(most, ++columns[Math.min(WIDTH - 1, column)]);
        }
        for (int x = 0; x < WIDTH; x++) {
            if (columns[x] > 0) {
                double part = Math.log1p(columns[x]) / Math.log1p(most);
                double barHeight = most == 1 ? FACTS_HEIGHT * 0.6 : FACTS_HEIGHT * (0.35 + 0.65 * part);
                rectangle(x - 1.0, FACTS_AT + FACTS_HEIGHT - barHeight, 2, barHeight, "fact", columns[x] + " facts");
            }
        }
    }

    private void grant(GrantLine grant) throws IOException {
        text(0, y + 12, shortened(grant.person() + " → " + grant.target() + "/" + grant.role()), "", "start");
        double end = scale.at(story.end());
        if (grant.requestedAt().isPresent()) {
            double from = scale.at(grant.requestedAt().get());
            double until = grant.openedAt().map(scale::at).orElse(from + 4);
            line(from, y + 8, until, y + 8, "wait");
        }
        if (grant.openedAt().isPresent()) {
            double from = scale.at(grant.openedAt().get());
            double until = grant.provenAt().map(scale::at).orElse(end);
            String kind = grant.bypassed().isPresent() ? "glass" : "grant";
            String words =
                    grant.person() + ", " + Times.dayAndTime(grant.openedAt().get()) + " to "
                            + grant.provenAt().map(Times::dayAndTime).orElse("not proven to have ended");
            rectangle(from, y, Math.max(3, until - from), 16, kind, words);
        }
        y += LANE;
    }

    private void debt(DebtLine debt) throws IOException {
        text(0, y + 12, shortened(debt.title()), "dim", "start");
        Optional<DebtOpened> opened = debt.opened();
        if (opened.isPresent()) {
            double from = scale.at(opened.get().openedAt());
            Instant dueAt = debt.dueAt().orElse(opened.get().dueAt());
            double paid =
                    debt.closed().map(DebtClosed::evidenceAt).map(scale::at).orElse(scale.at(story.end()));
            line(from, y + 8, paid, y + 8, debt.missed() ? "missed" : "owed");
            diamond(scale.at(dueAt), y + 8, debt.missed() ? "duemissed" : "due", "due " + Times.dayAndTime(dueAt));
            if (!debt.owed()) {
                circle(paid, y + 8);
            }
        }
        y += LANE;
    }

    private void legend(int at) throws IOException {
        rectangle(LEFT, at - 9, 16, 9, "glass", "");
        text(LEFT + 22, at, "access, glass broken", "dim", "start");
        rectangle(LEFT + 158, at - 9, 16, 9, "grant", "");
        text(LEFT + 180, at, "access, approved before", "dim", "start");
        line(LEFT + 346, at - 4, LEFT + 362, at - 4, "owed");
        text(LEFT + 368, at, "debt", "dim", "start");
        diamond(LEFT + 422, at - 4, "due", "");
        text(LEFT + 433, at, "deadline", "dim", "start");
        circle(LEFT + 508, at - 4);
        text(LEFT + 518, at, "paid", "dim", "start");
        text(WIDTH - RIGHT, at, "quiet hours are drawn short", "dim", "end");
    }

    private void circle(double x, double cy) throws IOException {
        html.open("circle", "cx", number(x), "cy", number(cy), "r", "4", "class", "paid")
                .close("circle");
    }

    private void diamond(double x, double cy, String kind, String words) throws IOException {
        String points = number(x) + "," + number(cy - 6) + " " + number(x + 6) + "," + number(cy) + " " + number(x)
                + "," + number(cy + 6) + " " + number(x - 6) + "," + number(cy);
        html.open("polygon", "points", points, "class", kind);
        title(words);
        html.close("polygon");
    }

    private void rectangle(double x, double top, double width, double height, String kind, String words)
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
        title(words);
        html.close("rect");
    }

    private void title(String words) throws IOException {
        if (!words.isEmpty()) {
            html.element("title", words);
        }
    }

    private void line(double x1, double y1, double x2, double y2, String kind) throws IOException {
        html.open("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2), "class", kind)
                .close("line");
    }

    private void text(double x, double baseline, String text, String kind, String anchor) throws IOException {
        html.element("text", text, "x", number(x), "y", number(baseline), "class", kind, "text-anchor", anchor);
    }

    private static String shortened(String text) {
        int[] points = text.codePoints().toArray();
        return points.length <= LONGEST_LABEL ? text : new String(points, 0, LONGEST_LABEL - 1) + "…";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
