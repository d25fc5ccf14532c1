package io.breakwater.evidence.pack;

import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.model.Sentences;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The half of the page that is for the auditor: controls, completeness, and every fact. */
final class PageProof {
    /** A page with more facts than this shows the first and the last of them. */
    static final long MOST_FACTS = 5_000;

    private static final String TYPE_PREFIX = "io.breakwater.";

    private final Html html;
    private final PackInput input;
    private final Checkpoint head;
    private final Witnessed witnessed;
    private final Story story;
    private final Evidence evidence;
    private final Texts texts;

    PageProof(
            Html html,
            PackInput input,
            Checkpoint head,
            Witnessed witnessed,
            Story story,
            Evidence evidence,
            Texts texts) {
        this.html = html;
        this.input = input;
        this.head = head;
        this.witnessed = witnessed;
        this.story = story;
        this.evidence = evidence;
        this.texts = texts;
    }

    void controls() throws IOException {
        html.element("h2", "Controls, what shows them, and gaps", "id", "controls");
        html.element(
                "p",
                "ISO/IEC 27001:2022 (the number of 2013 beside it), SOC 2, GDPR. Titles are short paraphrases; the numbers"
                        + " lead to the facts.");
        html.open("table");
        Page.head(html, "control", "what it asks for", "shown by", "gaps");
        html.open("tbody");
        for (Evidence.Line line : evidence.lines()) {
            html.open("tr").open("th", "scope", "row").text(line.control().label());
            if (!line.control().was().isEmpty()) {
                html.element(
                        "span", " (2013: " + String.join(", ", line.control().was()) + ")", "class", "soft");
            }
            html.close("th");
            Page.cell(html, "asks for", line.control().title());
            shown(line.shown());
            gaps(line.gaps());
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private void shown(List<Evidence.Shown> shown) throws IOException {
        html.open("td", "data-label", "shown by");
        if (shown.isEmpty()) {
            html.element("span", "nothing", "class", "gap");
        } else {
            html.open("ul");
            for (Evidence.Shown proof : shown) {
                html.open("li").text(proof.shows() + ": ").open("span", "class", "nums");
                for (long sequence : proof.sequences()) {
                    number(sequence);
                }
                boolean more = proof.count() > proof.sequences().size();
                html.text(more ? "and " + (proof.count() - proof.sequences().size()) + " more" : "");
                html.close("span").close("li");
            }
            html.close("ul");
        }
        html.close("td");
    }

    private void number(long sequence) throws IOException {
        if (onPage(sequence)) {
            html.element("a", String.valueOf(sequence), "href", "#f" + sequence);
        } else {
            html.text(sequence + " ");
        }
    }

    private void gaps(List<String> gaps) throws IOException {
        html.open("td", "data-label", "gaps");
        if (gaps.isEmpty()) {
            html.element("span", "none seen", "class", "soft");
        } else {
            html.open("ul", "class", "gap");
            for (String gap : gaps) {
                html.element("li", gap);
            }
            html.close("ul");
        }
        html.close("td");
    }

    void population() throws IOException {
        long last = input.lastSequence();
        html.element("h2", "These are all, and this is how you know", "id", "all");
        html.open("div", "class", "proof");
        html.element(
                "p",
                "Every fact of " + input.incident() + " got a number when it was recorded: 1, 2, 3 … " + last
                        + ". The last one, number " + last
                        + ", says of itself that it is the last. So a fact that was left"
                        + " out leaves a hole, and one cut off the end leaves no closing fact: the verifier refuses both,"
                        + " even where every single proof is sound.");
        html.element(
                "p",
                "Each fact is proven to stand in the log " + head.origin()
                        + " at its position, under a head that the log's"
                        + " key signed over " + head.size()
                        + " facts of the whole house. Who has the log key cannot change"
                        + " one of them without changing this root:");
        html.element("pre", head.root().base64());
        html.element("p", signatures());
        html.close("div");
        html.element("h3", "What was asked of the journal");
        html.element(
                "pre",
                "SELECT leaf FROM fact WHERE incident = '" + input.incident() + "' AND incidentseq <= " + last
                        + " ORDER BY incidentseq");
        html.open("table");
        html.element(
                "caption",
                "Facts by type, from " + Times.dayAndTime(story.begin()) + " to " + Times.dayAndTime(story.end())
                        + " UTC; asked by " + story.sealedBy());
        Page.head(html, "type of fact", "how many");
        html.open("tbody");
        for (Map.Entry<String, Long> type : story.countsByType().entrySet()) {
            html.open("tr").element("th", plain(type.getKey()), "scope", "row");
            Page.cell(html, "how many", String.valueOf(type.getValue()));
            html.close("tr");
        }
        html.open("tr").element("th", "all", "scope", "row");
        html.element("td", String.valueOf(last), "data-label", "how many").close("tr");
        html.close("tbody").close("table");
        html.element("h3", "Check it yourself");
        html.element("pre", "breakwater verify " + input.incident() + "-" + input.pack() + ".zip");
        html.element("p", "or with unzip, sha256sum, openssl and python3 only: README.txt in this pack says how.");
    }

    private String signatures() {
        String by = witnessed.by().isEmpty()
                ? "No witness cosigned this head, so whoever holds the log's key could show others another history."
                : "Cosigned by " + String.join(", ", witnessed.by())
                        + ": whoever wants to show another history has to convince them too.";
        return witnessed.notBy().isEmpty()
                ? by
                : by + " Not witnessed by " + String.join(", ", witnessed.notBy()) + ", though asked to.";
    }

    void facts(Page.Rows rows) throws IOException {
        html.element("h2", "Every fact", "id", "facts");
        boolean all = input.lastSequence() <= MOST_FACTS;
        html.element(
                "p",
                all
                        ? "In the order in which they were recorded. Opened, each shows the exact bytes that are hashed into"
                                + " the log, and their position there."
                        : "There are too many for one page: these are the first and the last " + MOST_FACTS / 2
                                + ". All " + input.lastSequence() + " are in facts.ndjson.");
        html.open("ol", "class", "facts");
        rows.each(this::fact);
        html.close("ol");
    }

    private void fact(Recorded recorded) throws IOException {
        Envelope envelope = recorded.envelope();
        long sequence = envelope.sequence().orElse(0);
        if (!onPage(sequence)) {
            return;
        }
        String id = "f" + sequence;
        html.open("li", "id", id).element("a", String.valueOf(sequence), "href", "#" + id, "class", "n");
        time(envelope.time());
        html.open("div", "class", "what")
                .open("span")
                .text(Sentences.of(envelope.fact(), texts::of))
                .close("span");
        html.element("span", " · " + envelope.actor().name(), "class", "soft");
        List<Long> amendments = story.amendmentsOf(envelope.id());
        for (long amendment : amendments) {
            html.text(" · amended by ");
            number(amendment);
        }
        html.open("details")
                .element(
                        "summary",
                        plain(envelope.type()) + ", position "
                                + recorded.position().orElse(-1) + " in the log");
        html.element("pre", new String(recorded.leaf(), StandardCharsets.UTF_8));
        html.close("details").close("div").close("li");
    }

    private void time(Instant time) throws IOException {
        html.element("time", Times.dayAndTime(time), "datetime", Times.exact(time));
    }

    private boolean onPage(long sequence) {
        return input.lastSequence() <= MOST_FACTS
                || sequence <= MOST_FACTS / 2
                || sequence > input.lastSequence() - MOST_FACTS / 2;
    }

    private static String plain(String type) {
        return type.startsWith(TYPE_PREFIX)
                ? type.substring(TYPE_PREFIX.length()).replaceFirst("\\.v1$", "")
                : type;
    }
}
