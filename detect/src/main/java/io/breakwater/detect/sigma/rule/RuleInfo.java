package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document says about itself, be it a rule, a correlation, a filter or a follow-up.
 *
 * @param place where its title stands
 * @param id a UUID, as written
 * @param ours what it says under {@code breakwater}: {@code ask}, the auditor's question; {@code next}, what to do
 * @param name the short name that correlations refer to
 * @param status as written; empty text when it says none
 */
public record RuleInfo(
        Place place,
        String title,
        Optional<String> id,
        Optional<String> name,
        String status,
        Optional<Level> level,
        String description,
        String author,
        List<String> tags,
        List<String> references,
        List<String> falsePositives,
        List<String> fields,
        Map<String, String> ours) {

    /** What people call it by: its name, else its id, else its title. */
    public String handle() {
        return name.or(() -> id).orElse(title);
    }

    /** Whether others may mean this one when they write this. */
    boolean answersTo(String written) {
        return id.filter(written::equalsIgnoreCase).isPresent()
                || name.filter(written::equals).isPresent();
    }
}
