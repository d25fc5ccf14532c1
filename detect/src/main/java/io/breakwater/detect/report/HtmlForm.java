package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.model.page.Html;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The page for people. It holds the first findings of every kind, of the worst kinds first, as many as a browser bears;
 * the other files have all of them.
 */
final class HtmlForm implements Form {
    /** Findings on the page. */
    static final int MOST = 500;
    /** Findings of one rule with one verdict: the next ones tell little more. */
    static final int OF_A_KIND = 20;

    private final OutputStream out;
    private final Survey survey;
    private final ReportOptions options;
    private final Map<Kind, Cards> cards = new LinkedHashMap<>();

    HtmlForm(OutputStream out, Survey survey, ReportOptions options) {
        this.out = out;
        this.survey = survey;
        this.options = options;
    }

    private record Kind(int rule, Optional<Verdict> verdict, Level level) {}

    /** The findings of a kind that are shown, written already: only text is kept of them. */
    static final class Cards {
        private final StringWriter text = new StringWriter();
        private final long room;
        private long shown;

        Cards(long room) {
            this.room = room;
        }

        long shown() {
            return shown;
        }

        String markup() {
            return text.toString();
        }
    }

    @Override
    public void begin() {
        long left = MOST;
        for (FindingGroup group : survey.result().groups()) {
            long room = Math.min(Math.min(group.count(), OF_A_KIND), left);
            cards.put(new Kind(group.rule(), group.verdict(), group.level()), new Cards(room));
            left -= room;
        }
    }

    @Override
    public void finding(Finding finding) throws IOException {
        Cards kind = cards.get(new Kind(survey.gravest(finding), finding.verdict(), finding.level()));
        if (kind != null && kind.shown < kind.room) {
            kind.shown++;
            new FindingCard(finding, survey, new Html(kind.text)).write();
        }
    }

    @Override
    public void end() throws IOException {
        Map<FindingGroup, Cards> shown = new HashMap<>();
        survey.result()
                .groups()
                .forEach(group -> shown.put(
                        group,
                        cards.getOrDefault(new Kind(group.rule(), group.verdict(), group.level()), new Cards(0))));
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new ScanPage(survey, options, new Html(writer)).write(shown);
        writer.flush();
    }
}
