package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.report.HtmlForm.Cards;
import io.breakwater.detect.report.Survey.Who;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.scan.ScanCounts;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page from top to bottom: how it stands, what to do, what happened, who, which controls, then the findings. */
final class ScanPage {
    private static final int PEOPLE = 15;
    private static final int BAR_WIDTH = 1000;

    private final Survey survey;
    private final ScanResult result;
    private final ReportOptions options;
    private final Html html;

    ScanPage(Survey survey, ReportOptions options, Html html) {
        this.survey = survey;
        this.result = survey.result();
        this.options = options;
        this.html = html;
    }

    void write(Map<FindingGroup, Cards> cards) throws IOException {
        html.begin("Cloud logs · " + headline(), Html.resource(ScanPage.class, "scan.css"));
        header();
        html.open("main");
        next();
        html.element("h2", "What happened", "id", "picture");
        html.element("p", "How much was logged, what was found when, and where nothing was logged. Times are UTC.");
        picture();
        people();
        controls();
        severity();
        new FindingGroups(survey, html).write(cards);
        new LogsSection(survey, html).write();
        html.close("main").open("footer");
        html.element(
                "p",
                "Breakwater " + options.version() + ". All times are UTC, by the clouds' clocks. " + Reports.JSON
                        + " beside this page has everything; " + Reports.CSV + ", " + Reports.SARIF + " and "
                        + Reports.OCSF + " have all findings.");
        html.close("footer").close("body").close("html");
    }

    private void picture() throws IOException {
        if (survey.timeline().isKnown()) {
            new ScanPicture(survey, html).write();
        } else {
            html.element("p", "No event has a time that can be read.", "class", "gap");
        }
    }

    private String headline() {
        ScanCounts counts = result.counts();
        return switch (result.outcome()) {
            case SUSPECTED ->
                many(counts.of(Verdict.SUSPECTED_COMPROMISE), "event looks", "events look")
                        + " like a stolen credential";
            case UNCOVERED ->
                many(
                                counts.of(Verdict.UNCOVERED) + counts.of(Verdict.PARTLY_COVERED),
                                "privileged event lacks",
                                "privileged events lack")
                        + " cover";
            case UNREADABLE ->
                result.looked() > 0
                        ? "Not everything could be read"
                        : "Nothing can be said: there was nothing to look at";
            case UNKNOWN ->
                counts.of(Verdict.UNKNOWN) == 0
                        ? "A rule could not decide about every event"
                        : "Nobody can tell what covers "
                                + many(counts.of(Verdict.UNKNOWN), "privileged event", "privileged events");
            case GAPS -> "Nothing is uncovered, but the logs have gaps";
            case COVERED -> counts.needingCover() == 0 ? "Nothing needed cover" : "Everything that needed cover has it";
        };
    }

    private static String many(long number, String one, String several) {
        return Words.number(number) + " " + (number == 1 ? one : several);
    }

    private void header() throws IOException {
        html.open("header");
        html.element("p", "Cloud logs · what happened, and what covers it", "class", "over");
        html.element("h1", headline());
        html.element("p", lead(), "class", "lead");
        coverage();
        cards();
        html.close("header");
    }

    private String lead() {
        ReadReport read = result.read();
        String formats = read.formats().entrySet().stream()
                .map(format -> format.getKey() + " " + Words.number(format.getValue()))
                .collect(Collectors.joining(", "));
        String period = result.period().equals(Window.ALWAYS)
                ? ""
                : " Only events " + result.period().inWords() + " were looked at; "
                        + Words.count(result.counts().outsidePeriod(), "other") + " left out.";
        return Words.count(read.records(), "event") + " in " + Words.count(read.fileCount(), "file") + " ("
                + Words.bytes(read.bytes()) + (formats.isEmpty() ? "" : "; " + formats) + ")" + span() + "." + period;
    }

    private String span() {
        return survey.timeline().isKnown()
                ? ", from " + Times.dayAndTime(survey.timeline().from()) + " to "
                        + Times.dayAndTime(survey.timeline().to()) + " UTC"
                : "";
    }

    /** What needed cover, by verdict, as one bar and in words. */
    private void coverage() throws IOException {
        ScanCounts counts = result.counts();
        if (counts.needingCover() == 0) {
            return;
        }
        html.open("svg", "class", "coverage", "viewBox", "0 0 " + BAR_WIDTH + " 16", "preserveAspectRatio", "none");
        html.element("title", "What needed cover, by verdict");
        double x = 0;
        for (Verdict verdict : Verdict.values()) {
            double width = (double) BAR_WIDTH * counts.of(verdict) / counts.needingCover();
            if (width > 0) {
                html.open(
                                "rect",
                                "x",
                                number(x),
                                "y",
                                "0",
                                "width",
                                number(width),
                                "height",
                                "16",
                                "class",
                                css(verdict))
                        .close("rect");
            }
            x += width;
        }
        html.close("svg").open("ul", "class", "chips", "aria-label", "Verdicts");
        for (Verdict verdict : Verdict.values()) {
            if (counts.of(verdict) > 0) {
                String text = Words.number(counts.of(verdict)) + " " + verdict.label();
                html.open("li", "title", NextStep.meaning(verdict));
                html.open("span", "class", "chip " + Words.mood(verdict))
                        .element("span", "", "class", "key " + css(verdict))
                        .text(text)
                        .close("span")
                        .close("li");
            }
        }
        html.close("ul");
    }

    private static String css(Verdict verdict) {
        return "v-" + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void cards() throws IOException {
        ScanCounts counts = result.counts();
        html.open("dl", "class", "cards");
        html.card(
                "Coverage",
                counts.coveragePercent().map(Words::percent).orElse("nothing to cover"),
                Words.count(counts.needingCover(), "event") + " needed cover");
        long open = counts.levels().values().stream().mapToLong(Long::longValue).sum();
        html.card("Open findings", Words.number(open), "of " + Words.number(counts.findings()) + " in all");
        long people =
                survey.people().stream().filter(who -> who.count().open() > 0).count();
        html.card("Who has to explain", Words.number(people), "people and services with open findings");
        long gaps = survey.gaps().size() + result.read().trailsOff().size();
        html.card("Gaps in the logs", gaps == 0 ? "none seen" : Words.number(gaps), gaps == 0 ? "" : "see below");
        long damaged = result.read().damagedCount();
        html.card(
                "Files not read in full",
                damaged == 0 ? "none" : Words.number(damaged),
                damaged == 0 ? "" : "see below");
        html.card(
                "Delivered twice",
                (result.read().isEstimate() ? "about " : "")
                        + Words.number(result.read().duplicates()),
                "each counts once");
        html.close("dl");
    }

    private void next() throws IOException {
        List<NextSteps.Step> steps = NextSteps.of(survey);
        html.element("h2", "What to do next", "id", "next");
        if (steps.isEmpty()) {
            html.element("p", "Nothing is left to explain.");
            return;
        }
        html.element("p", "The most urgent first.").open("ol", "class", "next");
        for (NextSteps.Step step : steps) {
            html.open("li").element("strong", FindingCard.cut(step.about())).text(" ");
            html.open("small").text(FindingCard.cut(step.where()) + " ");
            if (!step.finding().isEmpty()) {
                html.element("a", step.finding(), "href", "#" + step.finding());
            }
            html.close("small").text(FindingCard.cut(step.what())).close("li");
        }
        html.close("ol");
    }

    private void people() throws IOException {
        html.element("h2", "Who", "id", "who");
        List<Who> people = survey.people();
        if (people.isEmpty()) {
            html.element("p", "Nothing was found about anybody.");
            return;
        }
        html.element("p", "As the logs name them, the worst first" + more(people.size()) + ".");
        head("who", "worst verdict", "open", "findings", "first", "last", "from");
        for (Who who : people.stream().limit(PEOPLE).toList()) {
            html.open("tr").open("th", "scope", "row");
            html.text(FindingCard.cut(who.name().isEmpty() ? "not logged" : who.name()) + " ");
            html.element("small", FindingCard.cut(who.kind()), "class", "soft").close("th");
            html.open("td", "data-label", "worst verdict");
            if (who.worst().isPresent()) {
                Verdict worst = who.worst().get();
                html.element("span", worst.label(), "class", "chip " + Words.mood(worst));
            }
            html.close("td");
            cell("open", Words.number(who.count().open()));
            cell("findings", Words.number(who.count().all()));
            cell("first", Words.dayAndTime(who.first()));
            cell("last", Words.dayAndTime(who.last()));
            cell("from", FindingCard.cut(String.join(", ", who.addresses())));
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private String more(int people) {
        return people <= PEOPLE
                ? ""
                : "; " + PEOPLE + " of " + (survey.ofOtherPeople() > 0 ? "more than " : "") + Words.number(people);
    }

    private void controls() throws IOException {
        if (survey.controls().isEmpty()) {
            return;
        }
        html.element("h2", "By control", "id", "controls");
        html.element("p", "One finding can speak about several controls.");
        head("control", "open", "findings");
        for (var control : survey.controls().entrySet()) {
            html.open("tr").open("th", "scope", "row").text(ControlWords.number(control.getKey()) + " ");
            html.element("small", options.controls().of(control.getKey()).orElse(""), "class", "soft")
                    .close("th");
            cell("open", Words.number(control.getValue().open()));
            cell("findings", Words.number(control.getValue().all()));
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private void severity() throws IOException {
        if (survey.levels().isEmpty()) {
            return;
        }
        html.element("h2", "By severity", "id", "severity");
        head("level of the rule", "open", "findings");
        for (var level : survey.levels().entrySet()) {
            html.open("tr").open("th", "scope", "row");
            html.element("span", Words.label(level.getKey()), "class", "chip " + Words.mood(level.getKey()))
                    .close("th");
            cell("open", Words.number(level.getValue().open()));
            cell("findings", Words.number(level.getValue().all()));
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private void head(String... columns) throws IOException {
        Tables.head(html, columns);
    }

    private void cell(String label, String text) throws IOException {
        Tables.cell(html, label, text);
    }
}
