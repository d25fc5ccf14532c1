package io.breakwater.detect.scan;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What {@code group-by} of a follow-up reads from an event: fields of its record, or of the typed view after {@code view.}. */
final class GroupValues {
    private static final String VIEW = "view.";

    private final Values found = new Values();
    private final Map<String, FieldPath> paths = new HashMap<>();

    String of(String field, LogEvent event, EventRecord record) {
        return field.startsWith(VIEW)
                ? view(field.substring(VIEW.length()), event)
                : recorded(paths.computeIfAbsent(field, FieldPath::of), record);
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
    private String recorded(FieldPath path, EventRecord record) {
        record.find(path, found);
        if (found.size() == 1) {
            return found.text(0);
        }
        TreeSet<String> texts = new TreeSet<>();
        for (int i = 0; i < found.size(); i++) {
            texts.add(found.text(i));
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
                .map(field -> of(field, event, record))
                .toList();
    }
}
