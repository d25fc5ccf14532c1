package io.breakwater.detect.report;

import io.breakwater.detect.cover.file.CoverFileReport;
import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.TrailOff;
import io.breakwater.detect.sigma.correlation.CorrelationLoss;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What was not there to be read: without it, "nothing was found" says nothing. */
final class LogsSection {
    private static final int ROWS = 50;

    private final Survey survey;
    private final ReadReport read;
    private final Html html;

    LogsSection(Survey survey, Html html) {
        this.survey = survey;
        this.read = survey.result().read();
        this.html = html;
    }

    void write() throws IOException {
        html.element("h2", "Gaps in the logs", "id", "gaps");
        html.element("p", "Hours of which there are no logs. Hours in which provably nothing happened are not gaps.");
        trails();
        gaps();
        late();
        damaged();
        losses();
        cover();
    }

    private void gaps() throws IOException {
        List<Gap> gaps = GapWords.longestFirst(survey.gaps());
        cutShort();
        if (gaps.isEmpty() && read.trailsOff().isEmpty() && !read.gapsAreCutShort()) {
            html.element("p", "No gap was seen between the first and the last hour of the logs.");
            return;
        }
        if (gaps.isEmpty()) {
            return;
        }
        html.element("h3", "Hours without logs, the longest first");
        Tables.head(html, "where", "from", "to", "how long");
        for (Gap gap : gaps.stream().limit(ROWS).toList()) {
            html.open("tr").element("th", FindingCard.cut(GapWords.where(gap)), "scope", "row");
            Tables.cell(html, "from", Times.dayAndTime(gap.from()));
            Tables.cell(html, "to", Times.dayAndTime(gap.to()));
            Tables.cell(html, "how long", GapWords.length(gap));
            html.close("tr");
        }
        html.close("tbody").close("table");
        rest(gaps.size(), "gap");
    }

    private void cutShort() throws IOException {
        if (read.gapsAreCutShort()) {
            html.element("p", GapWords.CUT_SHORT, "class", "gap");
        }
    }

    private void rest(int all, String thing) throws IOException {
        if (all > ROWS) {
            html.element("p", "and " + Words.count(all - ROWS, thing) + " more in " + Reports.JSON, "class", "soft");
        }
    }

    private void trails() throws IOException {
        if (read.trailsOff().isEmpty()) {
            return;
        }
        html.element("h3", "Logging that was switched off");
        Tables.head(html, "trail", "from", "to", "how long");
        for (TrailOff off : read.trailsOff().stream().limit(ROWS).toList()) {
            String trail = off.trail() + ", account " + off.account();
            html.open("tr").element("th", FindingCard.cut(trail), "scope", "row");
            Tables.cell(html, "from", Times.dayAndTime(off.from()));
            Tables.cell(html, "to", off.to().map(Times::dayAndTime).orElse("not seen"));
            Tables.cell(html, "how long", GapWords.length(off));
            html.close("tr");
        }
        html.close("tbody").close("table");
        rest(read.trailsOff().size(), "time");
    }

    private void late() throws IOException {
        Optional<String> late = GapWords.late(read);
        if (late.isPresent()) {
            html.element("p", late.get() + ".", "class", "gap");
        }
        odd(GapWords.versions(read));
        odd(GapWords.disorder(read));
    }

    private void odd(Optional<String> words) throws IOException {
        if (words.isPresent()) {
            html.element("p", words.get() + ".", "class", "soft");
        }
    }

    private void damaged() throws IOException {
        List<FileReport> damaged = read.damaged();
        if (damaged.isEmpty()) {
            return;
        }
        html.element("h3", "Files that could not be read in full");
        Tables.head(html, "file", "what was wrong", "events read");
        for (FileReport file : damaged.stream().limit(ROWS).toList()) {
            html.open("tr").element("th", FindingCard.cut(file.name()), "scope", "row");
            Tables.cell(html, "what was wrong", FindingCard.cut(GapWords.losses(file)));
            Tables.cell(html, "events read", Words.number(file.records()));
            html.close("tr");
        }
        html.close("tbody").close("table");
        rest(damaged.size(), "file");
        if (read.damagedCount() > damaged.size()) {
            html.element(
                    "p",
                    "and " + Words.count(read.damagedCount() - damaged.size(), "file")
                            + " more with problems, which are too many to be told one by one",
                    "class",
                    "soft");
        }
    }

    private void losses() throws IOException {
        for (CorrelationLoss loss : survey.result().losses()) {
            html.element(
                    "p",
                    "The rule " + survey.rules().info(loss.number()).title()
                            + " could not take everything into account: "
                            + Words.count(loss.groupsForgotten(), "group") + " forgotten, "
                            + Words.count(loss.eventsWithoutGroup(), "event") + " without a group.",
                    "class",
                    "gap");
        }
        long undecided = survey.result().counts().undecided();
        if (undecided > 0) {
            html.element(
                    "p", Words.count(undecided, "time") + " a rule could not decide about an event.", "class", "gap");
        }
    }

    private void cover() throws IOException {
        html.element("h2", "What could explain events", "id", "cover");
        List<CoverFileReport> files = survey.result().coverFiles();
        if (files.isEmpty()) {
            html.element("p", "No tickets, grants or incidents were given as files.");
            return;
        }
        html.element("p", "The files of cover, and what was wrong with them.");
        Tables.head(html, "file", "taken for", "used", "what was wrong");
        for (CoverFileReport file : files) {
            html.open("tr").element("th", FindingCard.cut(file.name()), "scope", "row");
            Tables.cell(html, "taken for", file.recognised().isEmpty() ? "not recognised" : file.recognised());
            Tables.cell(html, "used", Words.number(file.used()) + " of " + Words.count(file.rows(), "record"));
            Tables.cell(html, "what was wrong", FindingCard.cut(String.join("; ", file.problems())));
            html.close("tr");
        }
        html.close("tbody").close("table");
    }
}
