package io.breakwater.detect.report;

import io.breakwater.detect.report.HtmlForm.Cards;
import io.breakwater.detect.rules.RuleTags;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.model.page.Html;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The findings by kind, the worst first: what the rule is about, what it asks for, and the first findings of it. */
final class FindingGroups {
    private final Survey survey;
    private final Html html;

    FindingGroups(Survey survey, Html html) {
        this.survey = survey;
        this.html = html;
    }

    void write(Map<FindingGroup, Cards> cards) throws IOException {
        List<FindingGroup> groups = survey.result().groups();
        html.element("h2", "Findings", "id", "findings");
        if (groups.isEmpty()) {
            html.element("p", "No rule matched anything.");
            return;
        }
        html.element("p", intro(cards));
        for (FindingGroup group : groups) {
            group(group, cards.getOrDefault(group, new Cards(0)));
        }
    }

    private String intro(Map<FindingGroup, Cards> cards) {
        long shown = cards.values().stream().mapToLong(Cards::shown).sum();
        long all = survey.result().counts().findings();
        String kinds = "The worst kinds first; each finding opens to its event as it was logged.";
        return shown == all
                ? kinds
                : kinds + " This page holds " + Words.number(shown) + " of " + Words.number(all)
                        + " findings: of every kind the first " + HtmlForm.OF_A_KIND + ", " + HtmlForm.MOST
                        + " at most. " + Reports.JSON + " and " + Reports.CSV + " have them all.";
    }

    private void group(FindingGroup group, Cards cards) throws IOException {
        RuleInfo rule = survey.rules().info(group.rule());
        html.open("section", "class", "kind").open("h3");
        if (group.verdict().isPresent()) {
            var verdict = group.verdict().get();
            html.element("span", verdict.label(), "class", "chip " + Words.mood(verdict));
        }
        html.element("span", Words.label(group.level()), "class", "chip " + Words.mood(group.level()));
        html.text(" " + rule.title() + " ");
        html.element("small", Words.count(group.count(), "finding"), "class", "soft")
                .close("h3");
        about(group, rule);
        html.constant(cards.markup());
        if (cards.shown() < group.count()) {
            html.element(
                    "p",
                    "and " + Words.number(group.count() - cards.shown()) + " more in " + Reports.JSON + " and "
                            + Reports.CSV,
                    "class",
                    "soft");
        }
        html.close("section");
    }

    private void about(FindingGroup group, RuleInfo rule) throws IOException {
        RuleTags tags = survey.rules().tags(group.rule());
        if (!rule.description().isBlank()) {
            html.element("p", rule.description());
        }
        html.open("dl", "class", "facts");
        fact("an auditor asks", rule.ours().getOrDefault("ask", ""));
        fact("what to do", NextStep.of(group.first(), rule));
        fact("leaves open", tags.gap().map(gap -> gap.words()).orElse(""));
        fact("controls", ControlWords.numbers(tags.controls()));
        fact("rule", rule.handle());
        html.close("dl");
    }

    private void fact(String name, String value) throws IOException {
        if (!value.isBlank()) {
            html.element("dt", name).element("dd", value);
        }
    }
}
