package io.breakwater.detect.report;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.sigma.rule.RuleInfo;
import java.util.stream.Collectors;

/** What somebody does about a finding. */
public final class NextStep {
    private NextStep() {}

    /** What its verdict asks for, and what its rule advises; empty text where nobody has to do anything. */
    public static String of(Finding finding, RuleInfo rule) {
        if (finding.isSettled()) {
            return "";
        }
        boolean refused = finding.isRefused();
        String asked = finding.cover().map(cover -> of(cover, refused)).orElse("");
        // What a rule advises about what needs cover is for when it was done.
        String advised = refused && !asked.isEmpty() ? "" : rule.ours().getOrDefault("next", "");
        String both = asked + (asked.isEmpty() || advised.isEmpty() ? "" : " ") + advised;
        return both.isEmpty() ? "Look at the events and say whether they were meant." : both;
    }

    private static String of(CoverAnswer cover, boolean refused) {
        return switch (cover.verdict()) {
            case SUSPECTED_COMPROMISE -> "End this credential now, then find out who else has it.";
            case UNCOVERED ->
                refused
                        ? "It was refused: ask who tried it and why; if nobody did, treat the credential as stolen."
                        : "Ask who did it and why; undo it or put it on record.";
            case UNKNOWN ->
                "Give the missing exports with --cover, or say with --cover-period for when they are complete; then scan again.";
            case PARTLY_COVERED ->
                "Add what is missing: "
                        + cover.missing().stream().map(CoverPart::label).collect(Collectors.joining(", ")) + ".";
            case DRILL, COVERED -> "";
        };
    }

    /** What a verdict means to somebody who has not read the manual. */
    static String meaning(Verdict verdict) {
        return switch (verdict) {
            case SUSPECTED_COMPROMISE -> "a grant's credential was used where, when or for what it was never allowed";
            case UNCOVERED -> "nothing that was given explains it";
            case UNKNOWN -> "what could explain it was not there to be read";
            case PARTLY_COVERED -> "something explains it, and something is missing";
            case DRILL -> "part of an exercise";
            case COVERED -> "grant, incident, ticket and approval explain it";
        };
    }
}
