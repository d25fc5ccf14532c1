package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.FindingGroup;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.model.page.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to do next, the most urgent first: what a tired person reads when nothing else. */
final class NextSteps {
    private static final int MOST = 8;

    private final Survey survey;
    private final List<Step> steps = new ArrayList<>();

    private NextSteps(Survey survey) {
        this.survey = survey;
    }

    /**
     * One step.
     *
     * @param about what was found, in a few words
     * @param what in an imperative
     * @param where the first of it
     * @param finding the id of that; empty text where there is none
     */
    record Step(String about, String what, String where, String finding) {}

    static List<Step> of(Survey survey) {
        return new NextSteps(survey).steps();
    }

    private List<Step> steps() {
        survey.result().groups().stream()
                .filter(group -> !group.first().isSettled())
                .limit(MOST - 3)
                .forEach(this::add);
        unread();
        gaps();
        cover();
        return steps.stream().limit(MOST).toList();
    }

    private void add(FindingGroup group) {
        Finding first = group.first();
        RuleInfo rule = survey.rules().info(group.rule());
        boolean suspected = group.verdict()
                .filter(verdict -> verdict == Verdict.SUSPECTED_COMPROMISE)
                .isPresent();
        String times = group.count() == 1 ? "" : " (" + Words.number(group.count()) + " times)";
        steps.add(new Step(
                rule.title() + times,
                what(first, rule, suspected),
                (group.count() == 1 ? "" : "first ") + Words.dayAndTime(first.time()) + " UTC" + who(first)
                        + (suspected ? key(first) : ""),
                first.id()));
    }

    /** The rule knows best; but a stolen credential comes first. */
    private static String what(Finding first, RuleInfo rule, boolean suspected) {
        String advised = rule.ours().getOrDefault("next", "");
        return suspected || advised.isEmpty() ? NextStep.of(first, rule) : advised;
    }

    private static String who(Finding finding) {
        String name = Survey.Who.of(finding).name();
        return name.isEmpty() ? "" : ", by " + name;
    }

    private static String key(Finding finding) {
        Optional<String> key = finding.event().map(LogEvent::principal).flatMap(Principal::accessKeyId);
        return key.map(id -> ", with the access key " + id).orElse("");
    }

    private void unread() {
        long damaged = survey.result().read().damagedCount();
        if (survey.result().read().records() == 0) {
            steps.add(new Step("No event could be read", "Give the logs; nothing below says anything.", "", ""));
        } else if (survey.result().looked() == 0) {
            steps.add(new Step(
                    "No event is of the time that was asked for",
                    "Give the logs of that time, or ask for another.",
                    "",
                    ""));
        } else if (damaged > 0) {
            steps.add(new Step(
                    Words.count(damaged, "file") + " could not be read in full",
                    "Get whole copies, then scan again.",
                    "",
                    ""));
        }
    }

    private void gaps() {
        List<Gap> gaps = GapWords.longestFirst(survey.gaps());
        if (!gaps.isEmpty()) {
            Gap first = gaps.get(0);
            steps.add(new Step(
                    "The logs have " + Words.count(gaps.size(), "gap"),
                    "Find the logs of these hours, or say why there are none.",
                    (gaps.size() == 1 ? "" : "the longest ") + Times.dayAndTime(first.from()) + " UTC, "
                            + GapWords.where(first) + ", " + GapWords.length(first),
                    ""));
        }
    }

    private void cover() {
        boolean needed = survey.result().counts().needingCover() > 0;
        if (needed && survey.result().coverFiles().isEmpty()) {
            steps.add(new Step(
                    "No cover was given, so nothing could be explained",
                    "Give tickets, grants and incidents with --cover, then scan again.",
                    "",
                    ""));
        }
    }
}
