package io.breakwater.detect.rules;

import io.breakwater.model.ControlId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the tags of a rule say to Breakwater. Tags of others, such as {@code attack.t1078}, say nothing here.
 *
 * @param rows of the requirements the rule shows something of, as {@code R32}
 * @param controls that a match speaks about, as {@code iso27001:A.8.32}
 * @param needsCover whether a match has to be explained by a grant, an incident, a ticket and an approval
 * @param feedsOnly whether a match is only there for correlations and follow-ups, and is no finding by itself
 */
public record RuleTags(
        List<String> rows, List<ControlId> controls, Optional<Gap> gap, boolean needsCover, boolean feedsOnly) {
    private static final String OURS = "breakwater.";
    private static final Pattern ROW = Pattern.compile("breakwater\\.r[0-9]{2,3}");
    private static final List<String> FRAMEWORKS = List.of("iso27001", "soc2");

    /** The tags as a rule writes them. */
    public static RuleTags of(List<String> tags) {
        return new RuleTags(
                tags.stream()
                        .filter(tag -> ROW.matcher(tag).matches())
                        .map(tag -> upper(tag.substring(OURS.length())))
                        .toList(),
                tags.stream().flatMap(tag -> control(tag).stream()).toList(),
                tags.stream().flatMap(tag -> Gap.tagged(tag).stream()).findFirst(),
                tags.contains(OURS + "needs-cover"),
                tags.contains(OURS + "feeds-only"));
    }

    /** {@code iso27001.a.8.32} is A.8.32, {@code iso27001.8.2} the clause 8.2, {@code soc2.cc8.1} CC8.1. */
    private static Optional<ControlId> control(String tag) {
        return FRAMEWORKS.stream()
                .filter(framework -> tag.startsWith(framework + "."))
                .map(framework -> new ControlId(framework + ":" + upper(tag.substring(framework.length() + 1))))
                .findFirst();
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
