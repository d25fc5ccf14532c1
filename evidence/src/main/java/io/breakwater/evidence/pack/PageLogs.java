package io.breakwater.evidence.pack;

import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.FindingSubject;
import io.breakwater.model.IncidentId;
import io.breakwater.model.LogGap;
import io.breakwater.model.Sentences;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of the page about the clouds' logs: what was found there, how much of it is covered, and what nobody logged. */
final class PageLogs {
    /** A page with more findings than this shows the worst ones. */
    static final int MOST_FINDINGS = 200;

    private static final List<String> LEVELS = List.of("critical", "high", "medium", "low", "informational");
    private static final List<String> VERDICTS =
            List.of("covered", "drill", "partly covered", "unknown", "uncovered", "suspected compromise");
    private static final int WHOLE = 1_000;
    private static final Comparator<FindingLine> WORST_FIRST = Comparator.comparing((FindingLine line) -> !line.owed())
            .thenComparing(line -> !line.urgent())
            .thenComparing(PageLogs::gravity)
            .thenComparing(FindingLine::firstSequence);

    private final Html html;
    private final Story story;
    private final Texts texts;

    PageLogs(Html html, Story story, Texts texts) {
        this.html = html;
        this.story = story;
        this.texts = texts;
    }

    private static int gravity(FindingLine line) {
        return line.raised().map(FindingRaised::level).map(LEVELS::indexOf).orElse(LEVELS.size());
    }

    /** Nothing where no logs are watched and nothing was found. */
    void write() throws IOException {
        if (story.logs().isEmpty() && story.findings().isEmpty()) {
            return;
        }
        html.element("h2", "What the clouds' logs show", "id", "logs");
        html.element("p", lead());
        figures();
        bar();
        findings();
        gaps();
    }

    private String lead() {
        return story.logs()
                .map(logs -> "Logs from " + Times.dayAndTime(logs.from()) + " to " + Times.dayAndTime(logs.to())
                        + " UTC were held against what was allowed: a change is covered when its grant, incident, ticket and"
                        + " approval are all there.")
                .orElse("Logs were held against what was allowed. How much they hold was not counted for this pack.");
    }

    private void figures() throws IOException {
        if (story.logs().isEmpty()) {
            return;
        }
        LogFigures figures = LogFigures.of(story.logs().get());
        html.open("dl", "class", "cards");
        boolean asked = figures.taken().needingCover() > 0;
        html.card(
                "Changes covered in full",
                asked ? figures.percent() + " %" : "none to cover",
                asked ? figures.taken().covered() + " of " + figures.taken().needingCover() + " that need cover" : "");
        long owed = story.findings().stream().filter(FindingLine::owed).count();
        html.card(
                "Found in the logs",
                String.valueOf(figures.taken().findings()),
                owed == 0 ? "nothing left to answer" : owed + " not answered");
        boolean known = figures.taken().places() > 0;
        html.card(
                "Hours without logs",
                known ? String.valueOf(figures.hoursMissing()) : "all of them",
                known
                        ? Page.count(figures.taken().records(), "event", "events") + " were read, of "
                                + Page.count(figures.taken().places(), "account and region", "accounts and regions")
                        : "no logs were read, so nobody knows");
        html.close("dl");
    }

    /** How many findings stand how to their cover, as a bar: what is missing is seen at once. */
    private void bar() throws IOException {
        Map<String, Long> verdicts = new TreeMap<>(Comparator.comparing((String verdict) -> VERDICTS.indexOf(verdict))
                .thenComparing(any -> any));
        story.findings().stream()
                .filter(line -> line.movedTo().isEmpty())
                .forEach(line -> line.verdict().ifPresent(verdict -> verdicts.merge(verdict, 1L, Long::sum)));
        long all = verdicts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return;
        }
        String words = verdicts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(" · "));
        html.open("figure", "class", "verdicts");
        html.open("svg", "viewBox", "0 0 1000 14", "preserveAspectRatio", "none", "role", "img", "aria-label", words);
        long before = 0;
        for (Map.Entry<String, Long> verdict : verdicts.entrySet()) {
            long from = before * WHOLE / all;
            before += verdict.getValue();
            String width = String.valueOf(before * WHOLE / all - from);
            html.element(
                    "rect",
                    "",
                    "x",
                    String.valueOf(from),
                    "width",
                    width,
                    "height",
                    "14",
                    "class",
                    "v " + mood(verdict.getKey()));
        }
        html.close("svg").element("figcaption", words).close("figure");
    }

    private void findings() throws IOException {
        List<FindingLine> all = story.findings().stream().sorted(WORST_FIRST).toList();
        if (all.isEmpty()) {
            html.element("p", "Nothing was found in them that belongs to this incident.");
            return;
        }
        html.open("table", "class", "findings");
        if (all.size() > MOST_FINDINGS) {
            html.element(
                    "caption",
                    "The " + MOST_FINDINGS + " worst of " + all.size() + " findings; all are in facts.ndjson.");
        }
        Page.head(html, "what was found", "who, where and when", "what covers it", "how it stands");
        html.open("tbody");
        for (FindingLine line : all.subList(0, Math.min(all.size(), MOST_FINDINGS))) {
            finding(line);
        }
        html.close("tbody").close("table");
    }

    private void finding(FindingLine line) throws IOException {
        html.open("tr").open("th", "scope", "row");
        html.text(line.raised().map(raised -> raised.about().what()).orElse("A finding of another incident"));
        html.open("div", "class", "soft name")
                .text(line.raised().map(FindingRaised::level).orElse("") + " ");
        html.element("a", line.id().value(), "href", "#f" + line.firstSequence())
                .close("div")
                .close("th");
        where(line);
        cover(line);
        standing(line);
        html.close("tr");
    }

    private void where(FindingLine line) throws IOException {
        html.open("td", "data-label", "who, where and when");
        if (line.raised().isPresent()) {
            FindingRaised raised = line.raised().get();
            FindingSubject about = raised.about();
            html.element("strong", about.who().isEmpty() ? "several, or nobody named" : about.who());
            html.open("ul", "class", "plain");
            for (String words : List.of(
                    about.action()
                            + about.resource()
                                    .map(resource -> " on " + resource)
                                    .orElse(""),
                    (about.account() + " " + about.region()).strip()
                            + (about.address().isEmpty() ? "" : ", from " + about.address()),
                    Times.dayAndTime(raised.times().event()) + " UTC, known "
                            + Times.span(raised.times().delay()) + " later")) {
                if (!words.isBlank()) {
                    html.element("li", words);
                }
            }
            if (line.link().isPresent()) {
                html.element("li", here(line.link().get()));
            }
            html.close("ul");
        }
        html.close("td");
    }

    /** A guess is told as one. */
    private static String here(FindingLink link) {
        String others = link.others().stream().map(IncidentId::value).collect(Collectors.joining(" or "));
        return "in this incident: " + link.by().words() + (others.isEmpty() ? "" : "; as likely in " + others);
    }

    private void cover(FindingLine line) throws IOException {
        html.open("td", "data-label", "what covers it");
        if (line.verdict().isPresent()) {
            String verdict = line.verdict().get();
            html.element("span", verdict, "class", "chip " + mood(verdict));
        } else {
            html.element("span", "asks for no cover", "class", "soft");
        }
        if (line.cover().isPresent()) {
            html.open("ul", "class", "parts");
            for (FindingCover.Part part : line.cover().get().parts()) {
                html.element(
                        "li",
                        mark(part) + " " + part.part()
                                + (part.found() ? part.name().map(n -> " " + n).orElse("") : ""),
                        "title",
                        part.why(),
                        "class",
                        part.found() ? "yes" : "no");
            }
            html.close("ul");
        }
        html.close("td");
    }

    private static String mark(FindingCover.Part part) {
        return part.found() ? "✓" : part.state().equals("missing") ? "✗" : "?";
    }

    private static String mood(String verdict) {
        return switch (verdict) {
            case "covered" -> "good";
            case "drill" -> "";
            case "partly covered", "unknown" -> "warn";
            default -> "bad";
        };
    }

    private void standing(FindingLine line) throws IOException {
        html.open("td", "data-label", "how it stands");
        html.element("span", words(line), "class", "chip " + mood(line));
        if (!line.steps().isEmpty()) {
            html.open("ol", "class", "steps");
            for (FindingLine.Step step : line.steps()) {
                html.open("li").text(said(line, step) + " ");
                html.element("a", String.valueOf(step.sequence()), "href", "#f" + step.sequence());
                html.close("li");
            }
            html.close("ol");
        }
        html.close("td");
    }

    /** The sentence of a step, in a row that is about the finding anyway. What somebody said in it is never touched. */
    private String said(FindingLine line, FindingLine.Step step) {
        String sentence = Sentences.of(step.fact(), texts::of);
        if (step.fact() instanceof FindingMovedHere moved) {
            String again = ". " + Sentences.of(moved.raised(), texts::of);
            sentence = sentence.endsWith(again) ? sentence.substring(0, sentence.length() - again.length()) : sentence;
        }
        String shorter = sentence.replaceFirst(line.id().value(), "it");
        return Character.toUpperCase(shorter.charAt(0)) + shorter.substring(1);
    }

    private static String words(FindingLine line) {
        if (line.movedTo().isPresent()) {
            return "belongs to " + line.movedTo().get();
        }
        return switch (line.status()) {
            case OPEN -> line.urgent() ? "✗ not answered, urgent" : "✗ not answered";
            case SETTLED -> "nothing owed";
            case EXPLAINED -> "✓ explained";
            case ACCEPTED -> "✓ accepted for a time";
            case REMEDIATED -> "✓ put right";
        };
    }

    private static String mood(FindingLine line) {
        if (line.movedTo().isPresent() || line.status() == FindingStatus.SETTLED) {
            return "";
        }
        return line.owed() ? "bad" : line.status() == FindingStatus.ACCEPTED ? "warn" : "good";
    }

    private void gaps() throws IOException {
        List<LogGap> gaps = story.logs().map(logs -> logs.gaps()).orElse(List.of());
        if (gaps.isEmpty()) {
            return;
        }
        html.element("h3", "Hours of which there are no logs");
        html.open("table");
        Page.head(html, "account", "from", "to", "how long");
        html.open("tbody");
        for (LogGap gap : gaps) {
            html.open("tr").element("th", LogFigures.place(gap), "scope", "row");
            Page.cell(html, "from", Times.dayAndTime(gap.from()));
            Page.cell(html, "to", Times.dayAndTime(gap.to()));
            Page.cell(html, "how long", Times.span(Duration.between(gap.from(), gap.to())));
            html.close("tr");
        }
        html.close("tbody").close("table");
    }
}
