package io.breakwater.detect.scan;

import io.breakwater.detect.event.BoundedText;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What {@code group-by} of a follow-up reads from an event: fields of its record, or of the typed view after {@code view.}. */
final class GroupValues {
    private static final String VIEW = "view.";

    private final Values found = new Values();
    private final RuleSet rules;
    private final Map<Asked, List<FieldPath>> paths = new HashMap<>();

    GroupValues(RuleSet rules) {
        this.rules = rules;
    }

    /** A field as a follow-up names it, in the matches of one of its rules. */
    private record Asked(int rule, String field) {}

    private String of(Asked asked, LogEvent event, EventRecord record) {
        return BoundedText.of(
                asked.field().startsWith(VIEW)
                        ? view(asked.field().substring(VIEW.length()), event)
                        : recorded(paths.computeIfAbsent(asked, key -> rules.paths(key.rule(), key.field())), record));
    }

    private static String view(String name, LogEvent event) {
        return switch (name) {
            case "account" -> event.account();
            case "region" -> event.region();
            case "service" -> event.service();
            case "action" -> event.action();
            case "address" -> event.address();
            case "principal" -> event.principal().id();
            case "principal.name" -> event.principal().name();
            case "session" -> event.principal().sessionName().orElse("");
            case "access-key" -> event.principal().accessKeyId().orElse("");
            case "resources", "resource" -> String.join(" ", new TreeSet<>(event.resources()));
            default -> "";
        };
    }

    /** Several values are one group of their own, whatever their order. */
    private String recorded(List<FieldPath> fields, EventRecord record) {
        TreeSet<String> texts = new TreeSet<>();
        for (FieldPath field : fields) {
            record.find(field, found);
            for (int i = 0; i < found.size(); i++) {
                if (found.kind(i) != Kind.NULL) {
                    texts.add(found.text(i));
                }
            }
        }
        return String.join(" ", texts);
    }

    /** The values of all fields, where an alias says what a field is called in the matches of this rule. */
    List<String> of(
            List<String> fields,
            Map<String, Map<Integer, String>> aliases,
            int rule,
            LogEvent event,
            EventRecord record) {
        return fields.stream()
                .map(field -> aliases.getOrDefault(field, Map.of()).getOrDefault(rule, field))
                .map(field -> of(new Asked(rule, field), event, record))
                .toList();
    }
}
