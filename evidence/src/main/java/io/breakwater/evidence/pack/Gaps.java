package io.breakwater.evidence.pack;

import io.breakwater.model.ControlId;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.TicketClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an incident's facts leave open, in words, at the controls where it is missing. */
final class Gaps {
    private static final int MOST_LOG_GAPS = 20;
    private static final int MOST_FINDINGS = 50;

    private final Map<String, List<String>> byControl = new TreeMap<>();

    private Gaps() {}

    /** Sentences by control, as {@code iso27001:A.5.18}. */
    static Map<String, List<String>> of(Story story) {
        Gaps gaps = new Gaps();
        story.grants().forEach(gaps::grant);
        story.debts().forEach(gaps::debt);
        gaps.tickets(story);
        story.logs().ifPresent(gaps::logs);
        List<FindingLine> owed =
                story.findings().stream().filter(FindingLine::owed).toList();
        owed.stream().limit(MOST_FINDINGS).forEach(gaps::finding);
        gaps.more(owed.stream().skip(MOST_FINDINGS));
        if (story.closedAt().isEmpty()) {
            gaps.add("The incident was still open when the pack was sealed.", "iso27001:A.5.26", "soc2:CC7.4");
        }
        story.blockers().forEach((blocker, blocks) -> {
            if (blocks && story.auditReadyAt().isEmpty()) {
                gaps.blocker(blocker);
            }
        });
        return gaps.byControl;
    }

    private void grant(GrantLine grant) {
        String name = grant.person() + " on " + grant.target() + "/" + grant.role();
        if (grant.mayHaveBeenOpen() && grant.proven().isEmpty()) {
            add(
                    "Access of " + name + " is not proven to have ended.",
                    "iso27001:A.5.18",
                    "iso27001:A.8.2",
                    "soc2:CC6.2",
                    "soc2:CC6.3");
        }
        if (grant.reviewDueAt().isPresent() && grant.reviewed().isEmpty()) {
            add(
                    "Access of " + name + " was given without approval, and nobody else has reviewed it.",
                    "iso27001:A.5.3",
                    "iso27001:A.5.18",
                    "soc2:CC6.3");
        }
    }

    private void debt(DebtLine debt) {
        if (!debt.owed() && !debt.missed()) {
            return;
        }
        String sentence = (debt.owed() ? "Still owed" : "Paid late") + " by " + debt.owner() + ": " + debt.title()
                + " (" + debt.id() + ").";
        List<String> controls = debt.opened().isPresent()
                ? debt.opened().get().controls().stream().map(c -> c.value()).toList()
                : List.of("iso27001:A.5.36");
        add(sentence, controls.toArray(String[]::new));
    }

    private void logs(LogCoverageTaken logs) {
        if (logs.places() == 0) {
            add("No logs of the clouds were read of the incident's time.", "iso27001:A.8.15", "soc2:CC7.2");
        }
        logs.gaps().stream()
                .limit(MOST_LOG_GAPS)
                .forEach(gap -> add(
                        "There are no logs of " + LogFigures.place(gap) + " from " + gap.from() + " to " + gap.to()
                                + ".",
                        "iso27001:A.8.15",
                        "soc2:CC7.2"));
        int more = logs.gaps().size() - MOST_LOG_GAPS;
        if (more > 0) {
            add(
                    Page.count(more, "more time", "more times") + " without logs: all are in index.html.",
                    "iso27001:A.8.15",
                    "soc2:CC7.2");
        }
        LogFigures figures = LogFigures.of(logs);
        if (figures.uncovered() > 0) {
            add(
                    figures.uncovered() + " of " + logs.needingCover()
                            + " changes in the logs are not covered in full; " + figures.percent() + " % are.",
                    "iso27001:A.8.32",
                    "soc2:CC8.1");
        }
    }

    /** What nobody has answered is a gap at the controls it is about. */
    private void finding(FindingLine finding) {
        finding.raised().ifPresent(raised -> {
            String sentence = "Nobody has answered " + finding.id() + ": "
                    + raised.about().what()
                    + finding.verdict().map(verdict -> " (" + verdict + ")").orElse("") + ".";
            raised.controls().forEach(control -> add(sentence, control.value()));
        });
    }

    /** No control may look better than it is because others have many findings. */
    private void more(Stream<FindingLine> rest) {
        Map<String, Long> counts = rest.flatMap(finding -> finding.raised().stream())
                .flatMap(raised -> raised.controls().stream())
                .collect(Collectors.groupingBy(ControlId::value, Collectors.counting()));
        counts.forEach((control, count) -> add(
                Page.count(count, "more finding that nobody has answered", "more findings that nobody has answered")
                        + ": all are in facts.ndjson.",
                control));
    }

    private void tickets(Story story) {
        story.tickets().forEach((ticket, status) -> {
            if (status != TicketClaim.Status.CONFIRMED) {
                boolean refuted = status == TicketClaim.Status.REFUTED;
                add(
                        "Ticket " + ticket + (refuted ? " does not exist, as the desk said." : " was never confirmed."),
                        "iso27001:A.8.32",
                        "soc2:CC8.1");
            }
        });
    }

    private void blocker(String name) {
        switch (name) {
            case "incomplete-trail" -> add("The trail was incomplete at closing.", "iso27001:A.5.28", "soc2:CC7.2");
            case "unreviewed-access" ->
                add("Privileged access was not reviewed at closing.", "iso27001:A.5.18", "soc2:CC6.3");
            case "undocumented-change" ->
                add("The change was not documented at closing.", "iso27001:A.8.32", "soc2:CC8.1");
            default -> add("At closing: " + name + ".", "iso27001:A.5.36", "soc2:CC4.1");
        }
    }

    private void add(String sentence, String... controls) {
        for (String control : controls) {
            List<String> sentences = byControl.computeIfAbsent(control, none -> new ArrayList<>());
            if (!sentences.contains(sentence)) {
                sentences.add(sentence);
            }
        }
    }
}
