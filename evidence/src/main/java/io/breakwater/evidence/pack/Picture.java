package io.breakwater.evidence.pack;

import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.page.Drawing;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The incident as a picture: facts as marks, access as bars, debts as lines to their deadlines. */
final class Picture {
    private static final int WIDTH = Drawing.WIDTH;
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
    private final Drawing drawing;
    private int y = LANES_AT;

    Picture(Story story, Html html) {
        this.story = story;
        this.drawing = new Drawing(html);
        this.scale = new TimeScale(moments(story), LEFT, WIDTH - LEFT - RIGHT);
    }

    void write() throws IOException {
        List<GrantLine> grants = story.grants().stream().limit(MOST_LANES).toList();
        List<DebtLine> debts = story.debts().stream().limit(MOST_LANES).toList();
        int rows = grants.size() + debts.size();
        int height = LANES_AT + rows * LANE + 34;
        drawing.begin(height, "Timeline of " + story.incident(), description());
        drawing.axis(
                new Drawing.Axis(LEFT, WIDTH - RIGHT, FACTS_AT - 8, height - 30, TICKS),
                share -> scale.timeAt(LEFT + share * (WIDTH - LEFT - RIGHT)),
                Times::time);
        facts();
        for (GrantLine grant : grants) {
            grant(grant);
        }
        for (DebtLine debt : debts) {
            debt(debt);
        }
        legend(height - 10);
        drawing.end();
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

    /** However many facts there are, there are as many marks as pixels; a mark is as high as there are facts. */
    private void facts() throws IOException {
        drawing.text(0, FACTS_AT + 18, "facts", "", "start");
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
                drawing.rectangle(
                        x - 1.0, FACTS_AT + FACTS_HEIGHT - barHeight, 2, barHeight, "fact", columns[x] + " facts");
            }
        }
    }

    private void grant(GrantLine grant) throws IOException {
        drawing.text(0, y + 12, shortened(grant.person() + " → " + grant.target() + "/" + grant.role()), "", "start");
        double end = scale.at(story.end());
        if (grant.requestedAt().isPresent()) {
            double from = scale.at(grant.requestedAt().get());
            double until = grant.openedAt().map(scale::at).orElse(from + 4);
            drawing.line(from, y + 8, until, y + 8, "wait");
        }
        if (grant.openedAt().isPresent()) {
            double from = scale.at(grant.openedAt().get());
            double until = grant.provenAt().map(scale::at).orElse(end);
            String kind = grant.bypassed().isPresent() ? "glass" : "grant";
            String words =
                    grant.person() + ", " + Times.dayAndTime(grant.openedAt().get()) + " to "
                            + grant.provenAt().map(Times::dayAndTime).orElse("not proven to have ended");
            drawing.rectangle(from, y, Math.max(3, until - from), 16, kind, words);
        }
        y += LANE;
    }

    private void debt(DebtLine debt) throws IOException {
        drawing.text(0, y + 12, shortened(debt.title()), "dim", "start");
        Optional<DebtOpened> opened = debt.opened();
        if (opened.isPresent()) {
            double from = scale.at(opened.get().openedAt());
            Instant dueAt = debt.dueAt().orElse(opened.get().dueAt());
            double paid =
                    debt.closed().map(DebtClosed::evidenceAt).map(scale::at).orElse(scale.at(story.end()));
            drawing.line(from, y + 8, paid, y + 8, debt.missed() ? "missed" : "owed");
            drawing.diamond(
                    scale.at(dueAt), y + 8, debt.missed() ? "duemissed" : "due", "due " + Times.dayAndTime(dueAt));
            if (!debt.owed()) {
                drawing.circle(paid, y + 8, "paid");
            }
        }
        y += LANE;
    }

    private void legend(int at) throws IOException {
        drawing.rectangle(LEFT, at - 9, 16, 9, "glass", "");
        drawing.text(LEFT + 22, at, "access, glass broken", "dim", "start");
        drawing.rectangle(LEFT + 158, at - 9, 16, 9, "grant", "");
        drawing.text(LEFT + 180, at, "access, approved before", "dim", "start");
        drawing.line(LEFT + 346, at - 4, LEFT + 362, at - 4, "owed");
        drawing.text(LEFT + 368, at, "debt", "dim", "start");
        drawing.diamond(LEFT + 422, at - 4, "due", "");
        drawing.text(LEFT + 433, at, "deadline", "dim", "start");
        drawing.circle(LEFT + 508, at - 4, "paid");
        drawing.text(LEFT + 518, at, "paid", "dim", "start");
        drawing.text(WIDTH - RIGHT, at, "quiet hours are drawn short", "dim", "end");
    }

    private static String shortened(String text) {
        int[] points = text.codePoints().toArray();
        return points.length <= LONGEST_LABEL ? text : new String(points, 0, LONGEST_LABEL - 1) + "…";
    }
}
