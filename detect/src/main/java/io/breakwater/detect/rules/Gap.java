package io.breakwater.detect.rules;

import java.util.Arrays;
import java.util.Optional;

/** What a match leaves open, by the tag of the rule. The first three are the audit blockers (R71). */
public enum Gap {
    /** A change that no ticket explains. */
    UNDOCUMENTED_CHANGE("gap.undocumented-change", "a change without its documents"),
    /** Privileged access that nobody has reviewed. */
    UNREVIEWED_ACCESS("gap.unreviewed-access", "privileged access without a review"),
    /** A trail with a hole, or one that can be altered. */
    INCOMPLETE_TRAIL("gap.incomplete-trail", "a trail that is not complete"),
    /** Data that somebody may have seen or taken. */
    DATA_EXPOSURE("gap.data-exposure", "data within somebody's reach"),
    /** A setting that is not as policy wants it. */
    CONFIGURATION("gap.configuration", "a setting against policy");

    private final String tag;
    private final String words;

    Gap(String tag, String words) {
        this.tag = tag;
        this.words = words;
    }

    /** The tag that stands for it. */
    public String tag() {
        return tag;
    }

    /** What a person calls it. */
    public String words() {
        return words;
    }

    static Optional<Gap> tagged(String tag) {
        return Arrays.stream(values()).filter(gap -> gap.tag.equals(tag)).findFirst();
    }
}
