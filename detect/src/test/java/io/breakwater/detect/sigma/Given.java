package io.breakwater.detect.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rules and events, written short. */
public final class Given {
    private Given() {}

    /** A rule of which only the detection is of interest; it begins in line 6, indented as it is written here. */
    public static String rule(String detection) {
        return "title: A rule\nname: a_rule\nlogsource:\n  product: aws\ndetection:\n" + detection.indent(2);
    }

    /** A rule with one selection. */
    public static String selection(String selection) {
        return rule("condition: s\ns:\n" + selection.indent(2));
    }

    /** What is read of these documents. */
    public static RuleSet read(String... documents) {
        return RuleSet.read(
                List.of(new RuleSource("rules.yml", String.join("\n---\n", documents))), RuleOptions.none());
    }

    /** The same, when nothing is wrong with it. */
    public static RuleSet sound(String... documents) {
        RuleSet set = read(documents);
        assertThat(set.problems()).filteredOn(Problem::isError).isEmpty();
        return set;
    }

    /** What is wrong with these documents, as it is told. */
    public static List<String> problems(String... documents) {
        return read(documents).problems().stream().map(Problem::toString).toList();
    }

    /** An event. */
    public static EventRecord event(String json) {
        return RawRecord.of(json.getBytes(StandardCharsets.UTF_8)).record();
    }

    /** Whether the only rule of a document matches. */
    public static boolean matches(String document, String json) {
        RuleSet set = sound(document);
        assertThat(set.rules()).hasSize(1);
        return !Plan.of(set).matcher().match(event(json)).isEmpty();
    }

    /** Whether a rule with this one selection matches. */
    public static boolean selects(String selection, String json) {
        return matches(selection(selection), json);
    }
}
