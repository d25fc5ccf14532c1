package io.breakwater.detect.report;

import io.breakwater.detect.aws.Subject;
import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.model.page.Html;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One finding on the page: a line, and behind it all that is known, down to the record. */
final class FindingCard {
    /** Bytes of a record; one can be as long as sixteen megabytes. */
    private static final int RECORD = 12_000;
    /** Characters of a value. */
    private static final int VALUE = 400;

    private final Finding finding;
    private final Survey survey;
    private final Html html;

    FindingCard(Finding finding, Survey survey, Html html) {
        this.finding = finding;
        this.survey = survey;
        this.html = html;
    }

    void write() throws IOException {
        html.open("details", "class", "finding", "id", finding.id());
        html.open("summary").element("time", Words.dayAndTime(finding.time()) + " ");
        html.text(cut(line()) + " ").close("summary");
        html.open("dl", "class", "facts");
        if (finding.kind() != Finding.Kind.EVENT) {
            fact("what", finding.what());
        }
        if (finding.event().isPresent()) {
            event(finding.event().get());
        }
        fact(
                "rules",
                finding.rules().stream()
                        .map(rule -> survey.rules().info(rule).title())
                        .collect(Collectors.joining("; ")));
        fact("finding", finding.id());
        html.close("dl");
        if (finding.cover().isPresent()) {
            cover(finding.cover().get());
        }
        others();
        if (finding.event().isPresent()) {
            html.element("pre", PrettyJson.of(finding.event().get().raw(), RECORD), "tabindex", "0");
        }
        html.close("details");
    }

    private String line() {
        if (finding.event().isEmpty()) {
            return finding.what();
        }
        LogEvent event = finding.event().get();
        String who = event.principal().name();
        String on = Subject.of(event);
        return (who.isEmpty() ? "somebody" : who) + ": " + event.action()
                + (on.isEmpty() ? "" : " on " + on)
                + Words.refusal(event);
    }

    private void event(LogEvent event) throws IOException {
        Principal who = event.principal();
        fact(
                "who",
                Stream.of(who.name(), who.kind(), who.id(), who.accessKeyId().orElse(""))
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", ")));
        fact("from", event.address() + (event.userAgent().isEmpty() ? "" : ", " + event.userAgent()));
        fact("did", event.action() + (event.service().isEmpty() ? "" : ", " + event.service()));
        fact(
                "on",
                event.resources().isEmpty()
                        ? Subject.of(event)
                        : String.join(", ", event.resources().stream().limit(10).toList()));
        fact(
                "where",
                Stream.of(event.account(), event.region())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", ")));
        fact(
                "result",
                event.outcome().name().toLowerCase(Locale.ROOT)
                        + (event.errorCode().isEmpty() ? "" : ", " + event.errorCode()));
        fact(
                "in the log",
                event.where().source() + ", record " + event.where().index()
                        + (event.id().isEmpty() ? "" : ", event " + event.id()));
    }

    private void fact(String name, String value) throws IOException {
        if (!value.isBlank()) {
            html.element("dt", name).element("dd", cut(value));
        }
    }

    private void cover(CoverAnswer cover) throws IOException {
        if (cover.suspicion().isPresent()) {
            html.element("p", cover.suspicion().get(), "class", "gap");
        }
        html.open("ul", "class", "parts");
        for (PartAnswer part : cover.parts()) {
            html.open("li").element("span", sign(part) + " " + part.part().label(), "class", "chip " + mood(part));
            html.text(" " + cut(inWords(part))).close("li");
        }
        html.close("ul");
    }

    private static String inWords(PartAnswer part) {
        return part.name()
                        .filter(name -> !part.why().startsWith(name))
                        .map(name -> name + ": ")
                        .orElse("")
                + part.why();
    }

    private static String sign(PartAnswer part) {
        return switch (part.state()) {
            case FOUND -> "✓";
            case MISSING -> "✗ no";
            case UNKNOWN -> "?";
        };
    }

    private static String mood(PartAnswer part) {
        return switch (part.state()) {
            case FOUND -> "good";
            case MISSING -> "bad";
            case UNKNOWN -> "warn";
        };
    }

    private void others() throws IOException {
        if (finding.others().isEmpty()) {
            return;
        }
        html.open("ul", "class", "events");
        for (EventRef event : finding.others()) {
            html.open("li").element("time", Words.dayAndTime(event.time()) + " ");
            html.text(cut((event.principal().isEmpty() ? "" : event.principal() + ": ") + event.action()
                            + (event.resource().isEmpty() ? "" : " on " + event.resource())
                            + (event.address().isEmpty() ? "" : " from " + event.address())
                            + " (" + event.where().source() + ", record "
                            + event.where().index() + ")"))
                    .close("li");
        }
        html.close("ul");
    }

    /** So that one value cannot fill the page. */
    static String cut(String text) {
        int[] points = text.codePoints().limit(VALUE + 1L).toArray();
        return points.length <= VALUE ? text : new String(points, 0, VALUE) + "…";
    }
}
