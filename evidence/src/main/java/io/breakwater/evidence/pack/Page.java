package io.breakwater.evidence.pack;

import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.model.Approval;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.TicketClaim;
import io.breakwater.model.page.Html;
import io.breakwater.model.page.Times;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page for people: one file that asks nothing of the network and runs no script. */
final class Page {
    private static final Map<String, String> BLOCKERS = Map.of(
            "incomplete-trail", "trail",
            "unreviewed-access", "access review",
            "undocumented-change", "change record");

    /** Goes through all facts in order. */
    @FunctionalInterface
    interface Rows {
        void each(WritePack.Row row) throws IOException;
    }

    private final PackInput input;
    private final Checkpoint head;
    private final Witnessed witnessed;
    private final Story story;
    private final Evidence evidence;
    private final Texts texts;

    Page(PackInput input, Checkpoint head, Witnessed witnessed, Story story, Evidence evidence, Texts texts) {
        this.input = input;
        this.head = head;
        this.witnessed = witnessed;
        this.story = story;
        this.evidence = evidence;
        this.texts = texts;
    }

    void write(Writer out, Rows rows) throws IOException {
        Html html = new Html(out);
        html.begin(input.incident() + " · evidence pack " + input.pack(), Html.resource(Page.class, "style.css"));
        header(html);
        html.open("main");
        picture(html);
        access(html);
        new PageLogs(html, story, texts).write();
        debts(html);
        PageProof proof = new PageProof(html, input, head, witnessed, story, evidence, texts);
        proof.controls();
        proof.population();
        proof.facts(rows);
        html.close("main").open("footer");
        html.element(
                "p",
                "Evidence pack " + input.pack() + " of " + input.incident() + ", sealed "
                        + Times.dayAndTime(story.end())
                        + " UTC. All times are UTC, by the server's clock. This page is a"
                        + " reading of facts.ndjson; where they differ, the facts count.");
        html.close("footer").close("body").close("html");
    }

    private void header(Html html) throws IOException {
        html.open("header");
        html.element("p", input.incident() + " · evidence pack " + input.pack(), "class", "over");
        html.element("h1", story.declared().flatMap(f -> texts.of(f.title())).orElse("Incident without a title"));
        html.open("ul", "class", "chips");
        story.severity().ifPresent(severity -> chip(html, "severity " + severity.level(), ""));
        if (story.declared().map(IncidentDeclared::drill).orElse(false)) {
            chip(html, "DRILL: an exercise", "warn");
        }
        chip(html, status(), story.auditReadyAt().isPresent() ? "good" : "warn");
        html.close("ul");
        html.element("p", lead(), "class", "lead");
        blockers(html);
        cards(html);
        html.close("header");
    }

    private String status() {
        if (story.auditReadyAt().isPresent()) {
            return "audit-ready";
        }
        return story.closedAt().isPresent() ? "closed, not yet audit-ready" : "still open when sealed";
    }

    private String lead() {
        String by = story.declared().map(f -> f.by().value()).orElse("somebody");
        long broken =
                story.grants().stream().filter(g -> g.bypassed().isPresent()).count();
        long opened = story.grants().stream().filter(GrantLine::mayHaveBeenOpen).count();
        long proven =
                story.grants().stream().filter(g -> g.proven().isPresent()).count();
        long owed = story.debts().stream().filter(DebtLine::owed).count();
        return "Declared by " + by + " on " + Times.dayAndTime(story.begin()) + " UTC"
                + story.closedAt()
                        .map(at -> " and closed " + Times.span(Duration.between(story.begin(), at)) + " later")
                        .orElse("")
                + ". " + count(opened, "door was opened", "doors were opened") + ", "
                + (broken == 0 ? "none by breaking the glass" : broken + " by breaking the glass") + "; "
                + (opened == proven
                        ? "each was tried after its end and found shut"
                        : (opened - proven) + " not proven shut")
                + ". " + count(story.debts().size(), "debt was opened", "debts were opened") + ", "
                + (owed == 0 ? "none is still owed" : owed + " still owed") + ".";
    }

    private void blockers(Html html) throws IOException {
        html.open("ul", "class", "chips", "aria-label", "The three audit blockers");
        boolean ready = story.auditReadyAt().isPresent();
        if (story.blockers().isEmpty()) {
            chip(html, "audit blockers: scored when the incident is closed", "");
        }
        for (Map.Entry<String, Boolean> blocker : story.blockers().entrySet()) {
            String name = BLOCKERS.getOrDefault(blocker.getKey(), blocker.getKey());
            boolean blocks = blocker.getValue() && !ready;
            String words =
                    blocks ? " wanting at closing" : blocker.getValue() ? " completed after closing" : " complete";
            chip(html, (blocks ? "✗ " : "✓ ") + name + words, blocks ? "bad" : "good");
        }
        html.close("ul");
    }

    private void cards(Html html) throws IOException {
        html.open("dl", "class", "cards");
        html.card("Commander", names(story.inRole(IncidentRole.COMMANDER)), "");
        long people = story.actors().keySet().stream()
                .filter(a -> a.startsWith("person:"))
                .count();
        String who = story.actors().keySet().stream()
                .filter(a -> a.startsWith("person:"))
                .map(a -> a.substring("person:".length()))
                .limit(8)
                .collect(Collectors.joining(", "));
        html.card("People who acted", String.valueOf(people), who);
        for (Story.Measure measure : story.measures().stream().limit(6).toList()) {
            html.card(words(measure.name()), measured(measure), "measured, fact " + measure.sequence());
        }
        String tickets = story.tickets().entrySet().stream()
                .map(t -> t.getKey() + " (" + t.getValue().name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
        html.card("Change tickets", tickets.isEmpty() ? "none" : tickets, confirmed());
        html.card("Facts on the ledger", String.valueOf(input.lastSequence()), "numbered without a hole");
        html.close("dl");
    }

    private String confirmed() {
        return story.tickets().containsValue(TicketClaim.Status.CLAIMED)
                ? "a claim counts once a desk confirms it"
                : "";
    }

    private static String words(String measure) {
        String name = measure.replace("-millis", "").replace("-seconds", "").replace('-', ' ');
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String measured(Story.Measure measure) {
        return switch (measure.unit()) {
            case "ms" -> Times.span(Duration.ofMillis(measure.value()));
            case "s" -> Times.span(Duration.ofSeconds(measure.value()));
            default -> measure.value() + " " + measure.unit();
        };
    }

    private void picture(Html html) throws IOException {
        html.element("h2", "What happened", "id", "picture");
        html.element("p", "Every mark is a fact, every bar is access somebody had, every line is something owed.");
        new Picture(story, html).write();
    }

    private void access(Html html) throws IOException {
        html.element("h2", "Who had what, when and why, and who said so", "id", "access");
        if (story.grants().isEmpty()) {
            html.element("p", "Nobody asked for access in this incident.");
            return;
        }
        html.element("p", "A door counts as shut when the revoked credential was tried and refused.");
        html.open("table");
        head(html, "who and what", "why", "who said so", "open", "proven shut", "reviewed");
        html.open("tbody");
        for (GrantLine grant : story.grants()) {
            grant(html, grant);
        }
        html.close("tbody").close("table");
    }

    private void grant(Html html, GrantLine grant) throws IOException {
        html.open("tr").open("th", "scope", "row");
        html.text(grant.person() + " → " + grant.target() + "/" + grant.role() + " ");
        html.element("a", grant.id().value(), "href", "#f" + grant.firstSequence(), "class", "soft");
        html.close("th");
        cell(
                html,
                "why",
                grant.terms()
                        .map(terms -> texts.of(terms.reason()).orElse("(erased)")
                                + terms.ticket().map(t -> " · " + t).orElse(""))
                        .or(() -> grant.refused().map(r -> "refused: " + r.why()))
                        .orElse(""));
        cell(html, "who said so", decisions(grant));
        cell(html, "open", open(grant));
        shut(html, grant);
        reviewed(html, grant);
        html.close("tr");
    }

    private static String decisions(GrantLine grant) {
        String approvals = grant.approvals().stream()
                .map(a -> a.by() + " (" + a.function().label() + ") "
                        + (a.decision() == Approval.Decision.APPROVE ? "approved" : "denied")
                        + (a.afterwards() ? " afterwards" : "") + ", " + Times.time(a.at()))
                .collect(Collectors.joining("; "));
        String glass = grant.bypassed()
                .map(b -> "nobody: glass broken by " + b.by()
                        + b.secondPerson().map(p -> ", with " + p).orElse(""))
                .orElse("");
        String both = glass + (glass.isEmpty() || approvals.isEmpty() ? "" : "; ") + approvals;
        return both.isEmpty() ? grant.state() : both;
    }

    private static String open(GrantLine grant) {
        if (grant.openedAt().isEmpty()) {
            return grant.state();
        }
        Instant from = grant.openedAt().get();
        String until = grant.provenAt()
                .map(to -> " to " + Times.time(to) + " (" + Times.span(Duration.between(from, to)) + ")")
                .orElse(", " + grant.state());
        String used = grant.usedAt().map(at -> "; seen in use").orElse("; not seen in use");
        return Times.dayAndTime(from)
                + until
                + used
                + grant.account().map(a -> "; as " + a).orElse("");
    }

    private static void shut(Html html, GrantLine grant) throws IOException {
        Optional<RevocationProven> proven = grant.proven();
        if (proven.isPresent()) {
            String tries =
                    grant.unproven() == 0 ? "" : ", after " + count(grant.unproven(), "failed try", "failed tries");
            cell(
                    html,
                    "proven shut",
                    "✓ refused with " + proven.get().refusal() + " in "
                            + Times.span(Duration.ofMillis(proven.get().millis())) + tries);
        } else if (grant.mayHaveBeenOpen()) {
            html.element("td", "✗ not proven", "data-label", "proven shut", "class", "gap");
        } else {
            cell(html, "proven shut", "never open");
        }
    }

    private void reviewed(Html html, GrantLine grant) throws IOException {
        if (grant.reviewed().isPresent()) {
            var review = grant.reviewed().get();
            cell(
                    html,
                    "reviewed",
                    "✓ " + review.by() + ", "
                            + grant.reviewedAt().map(Times::dayAndTime).orElse("") + ": "
                            + (review.decision() == Approval.Decision.APPROVE ? "accepted. " : "not accepted. ")
                            + texts.of(review.comment()).orElse("(erased)"));
        } else if (grant.reviewDueAt().isPresent()) {
            String words = "✗ owed by " + Times.dayAndTime(grant.reviewDueAt().get());
            html.element("td", words, "data-label", "reviewed", "class", "gap");
        } else {
            cell(html, "reviewed", grant.approvals().isEmpty() ? "" : "approved before");
        }
    }

    private void debts(Html html) throws IOException {
        html.element("h2", "What was owed", "id", "debts");
        if (story.debts().isEmpty()) {
            html.element("p", "Nothing was owed in this incident.");
            return;
        }
        html.element("p", "Every control that was skipped became a debt with an owner and a deadline.");
        html.open("table");
        head(html, "debt", "owner", "due", "how it stands");
        html.open("tbody");
        for (DebtLine debt : story.debts()) {
            html.open("tr").open("th", "scope", "row").text(debt.title() + " ");
            html.element("a", debt.id().value(), "href", "#f" + debt.firstSequence(), "class", "soft")
                    .close("th");
            cell(html, "owner", debt.owner());
            cell(html, "due", debt.dueAt().map(Times::dayAndTime).orElse(""));
            html.open("td", "data-label", "how it stands").element("span", standing(debt), "class", mood(debt));
            html.close("td").close("tr");
        }
        html.close("tbody").close("table");
    }

    private static String standing(DebtLine debt) {
        String paid =
                debt.closed().map(DebtClosed::evidenceAt).map(Times::dayAndTime).orElse("");
        if (debt.owed()) {
            return debt.missed() ? "✗ missed, still owed" : "still owed";
        }
        return (debt.missed() ? "paid late, " : "✓ paid, ") + paid;
    }

    private static String mood(DebtLine debt) {
        return "chip " + (debt.owed() ? debt.missed() ? "bad" : "warn" : debt.missed() ? "warn" : "good");
    }

    static void head(Html html, String... columns) throws IOException {
        html.open("thead").open("tr");
        for (String column : columns) {
            html.element("th", column, "scope", "col");
        }
        html.close("tr").close("thead");
    }

    static void cell(Html html, String label, String text) throws IOException {
        html.element("td", text, "data-label", label);
    }

    private static void chip(Html html, String text, String mood) {
        try {
            html.open("li").element("span", text, "class", "chip " + mood).close("li");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "nobody" : String.join(", ", names);
    }

    static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
