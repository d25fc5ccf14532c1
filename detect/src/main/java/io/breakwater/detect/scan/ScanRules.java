package io.breakwater.detect.scan;

import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.rules.RuleTags;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a scan under one numbering: rules, then correlations, as in their {@link RuleSet}, then follow-ups.
 */
public final class ScanRules {
    private final RuleSet set;
    private final Set<Integer> feeding;
    private final List<RuleTags> tags;

    public ScanRules(RuleSet set) {
        this.set = set;
        this.feeding = set.feedingOnly();
        this.tags = RulePack.infos(set).stream()
                .map(info -> RuleTags.of(info.tags()))
                .toList();
    }

    /** The rules themselves. */
    public RuleSet set() {
        return set;
    }

    /** How many numbers there are. */
    public int size() {
        return set.size() + set.followups().size();
    }

    /** What the rule, correlation or follow-up says about itself. */
    public RuleInfo info(int number) {
        return number < set.size()
                ? set.info(number)
                : set.followups().get(number - set.size()).info();
    }

    /** What its tags say: rows, controls, the kind of gap, whether it needs cover. */
    public RuleTags tags(int number) {
        return tags.get(number);
    }

    /** How grave its matches are; medium where it does not say. */
    public Level level(int number) {
        return info(number).level().orElse(Level.MEDIUM);
    }

    int followup(int index) {
        return set.size() + index;
    }

    /** Whether its matches have to be explained. */
    public boolean needsCover(int number) {
        return tags(number).needsCover();
    }

    boolean needsCover(List<Integer> numbers) {
        for (int number : numbers) {
            if (needsCover(number)) {
                return true;
            }
        }
        return false;
    }

    /** Whether its matches stand for themselves, and are not only there for correlations and follow-ups. */
    boolean isFinding(int number) {
        return !tags(number).feedsOnly() && !feeding.contains(number);
    }

    /** Of some rules the gravest; of equally grave ones the first. */
    public int gravest(List<Integer> numbers) {
        int gravest = numbers.get(0);
        for (int number : numbers) {
            int graver = level(number).compareTo(level(gravest));
            if (graver > 0 || graver == 0 && number < gravest) {
                gravest = number;
            }
        }
        return gravest;
    }
}
