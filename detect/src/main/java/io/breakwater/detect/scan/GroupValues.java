package io.breakwater.detect.scan;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.breakwater.detect.event.BoundedText;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.GroupField;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code group-by} of a follow-up reads from an event: fields of its record, or of the typed view after {@code view.}. */
final class GroupValues {
    private static final String VIEW = "view.";
    /** Up to the first provider, its type and its name. */
    private static final Pattern DEPLOYED = Pattern.compile("/.*?/providers/[^/]+/[^/]+/[^/]+");

    private final Values found = new Values();
    private final RuleSet rules;
    private final Map<Asked, List<FieldPath>> paths = new HashMap<>();

    GroupValues(RuleSet rules) {
        this.rules = rules;
    }

    /** A field as a follow-up names it, in the matches of one of its rules. */
    private record Asked(int rule, String field) {}

    private String of(GroupField wanted, Asked asked, LogEvent event, EventRecord record) {
        Set<String> texts = asked.field().startsWith(VIEW)
                ? view(asked.field().substring(VIEW.length()), event)
                : recorded(paths.computeIfAbsent(asked, key -> rules.paths(key.rule(), key.field())), record);
        return BoundedText.of(
                texts.stream().map(wanted::counted).distinct().sorted().collect(joining(" ")));
    }

    private static Set<String> view(String name, LogEvent event) {
        return switch (name) {
            case "resources", "resource" -> compared(event, id -> id);
            case "deployment" -> compared(event, GroupValues::deployed);
            default -> Set.of(viewed(name, event));
        };
    }

    private static Set<String> compared(LogEvent event, UnaryOperator<String> part) {
        return event.resources().stream().map(GroupValues::sameCase).map(part).collect(toUnmodifiableSet());
    }

    /** Exports of Azure write one id in different cases; only its ids begin with a slash. */
    private static String sameCase(String id) {
        return id.startsWith("/") ? id.toLowerCase(Locale.ROOT) : id;
    }

    /** The resource that code deploys, of settings and rules below it. */
    private static String deployed(String id) {
        Matcher deployed = DEPLOYED.matcher(id);
        return deployed.lookingAt() ? deployed.group() : id;
    }

    private static String viewed(String name, LogEvent event) {
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
            default -> "";
        };
    }

    private Set<String> recorded(List<FieldPath> fields, EventRecord record) {
        Set<String> texts = new HashSet<>();
        for (FieldPath field : fields) {
            record.find(field, found);
            for (int i = 0; i < found.size(); i++) {
                if (found.kind(i) != Kind.NULL) {
                    texts.add(found.text(i));
                }
            }
        }
        return texts;
    }

    /** What an opening or closing by this rule has of each field. Several values are one group of their own, whatever their order. */
    List<String> of(Followup followup, int rule, LogEvent event, EventRecord record) {
        return followup.groupBy().stream()
                .map(wanted -> of(wanted, new Asked(rule, followup.fieldOf(wanted, rule)), event, record))
                .toList();
    }
}
