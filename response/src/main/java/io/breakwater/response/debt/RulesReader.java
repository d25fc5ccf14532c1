package io.breakwater.response.debt;

import io.breakwater.document.Yaml;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.ControlId;
import io.breakwater.model.Function;
import io.breakwater.model.PersonId;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import io.breakwater.response.debt.DebtRule.Closing;
import io.breakwater.response.debt.DebtRule.Condition;
import io.breakwater.response.debt.DebtRule.Deadline;
import io.breakwater.response.debt.DebtRule.Escalation;
import io.breakwater.response.debt.DebtRule.Opening;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and checks debt rules: everything that can be known to be wrong before a fact comes is told, with its line. */
final class RulesReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern SYSTEM = Pattern.compile("system:[a-z][a-z0-9-]{0,62}");
    private static final Pattern STEP = Pattern.compile("(?:([0-9]{1,2})%|due)(?:\\+(P.+))?");
    private static final String FUNCTION = "function:";
    private static final int MAX_TITLE = 200;
    private static final int MAX_DAYS = 3_660;
    private static final int WHOLE = 100;

    private final RulesDocument yaml = new RulesDocument();
    private final Map<String, WorkingDays> calendars = new LinkedHashMap<>();
    private final List<DebtRule> kept;

    /** A reader to which some rules are given: a rule of their name opens, is due and is paid as they are. */
    RulesReader(List<DebtRule> kept) {
        this.kept = kept;
    }

    List<DebtRule> read(String text) {
        List<DebtRule> rules = yaml.root(text).map(this::document).orElse(List.of());
        if (!yaml.sound()) {
            throw yaml.invalid();
        }
        return rules;
    }

    private List<DebtRule> document(Yaml node) {
        Map<String, Yaml> document = yaml.mapping(node, Set.of("version", "calendars", "rules"));
        required(node, document, "version")
                .filter(version -> !yaml.text(version).equals("1"))
                .ifPresent(version -> yaml.problem(version, "this Breakwater reads version 1"));
        optional(document, "calendars")
                .ifPresent(all ->
                        yaml.mapping(all, Set.of()).forEach((id, calendar) -> calendars.put(id, days(calendar))));
        Set<String> ids = new HashSet<>();
        List<DebtRule> rules = new ArrayList<>();
        for (Yaml rule : required(node, document, "rules").map(yaml::sequence).orElse(List.of())) {
            DebtRule read = rule(rule);
            if (!ids.add(read.id())) {
                yaml.problem(rule, "there is a rule " + Texts.quoted(read.id()) + " already");
            }
            kept.stream()
                    .filter(given -> given.id().equals(read.id()) && !read.worksLike(given))
                    .forEach(given -> yaml.problem(
                            rule,
                            given.id()
                                    + " comes with Breakwater, and access and the law count on it: key, opens, several,"
                                    + " drills, sooner and closes stay as they are; write a rule beside it"));
            rules.add(read);
        }
        return rules;
    }

    private WorkingDays days(Yaml node) {
        Map<String, Yaml> keys = yaml.mapping(node, Set.of("zone", "weekend", "country", "holidays"));
        ZoneId zone = required(node, keys, "zone")
                .map(zoneNode -> parsed(zoneNode, "a time zone such as Europe/Berlin", ZoneId::of, ZoneId.of("UTC")))
                .orElse(ZoneId.of("UTC"));
        Set<DayOfWeek> weekend = list(keys, "weekend").stream()
                .map(day -> parsed(day, "a day such as saturday", RulesReader::dayOfWeek, DayOfWeek.SUNDAY))
                .collect(Collectors.toSet());
        if (weekend.size() == DayOfWeek.values().length) {
            yaml.problem(node, "a week needs a working day");
        }
        Set<LocalDate> holidays = list(keys, "holidays").stream()
                .map(day -> parsed(day, "a date such as 2026-12-25", LocalDate::parse, LocalDate.EPOCH))
                .collect(Collectors.toSet());
        return new WorkingDays(zone, weekend, optional(keys, "country").flatMap(this::country), holidays);
    }

    private Optional<CountryHolidays> country(Yaml node) {
        String name = yaml.text(node);
        try {
            return Optional.of(CountryHolidays.of(name));
        } catch (DateTimeException e) {
            yaml.problem(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private DebtRule rule(Yaml node) {
        Map<String, Yaml> keys = yaml.mapping(
                node,
                Set.of(
                        "id",
                        "title",
                        "opens",
                        "key",
                        "several",
                        "subject",
                        "owner",
                        "controls",
                        "drills",
                        "sooner",
                        "closes",
                        "escalate",
                        "consequence"));
        List<String> key = required(node, keys, "key").map(yaml::texts).orElse(List.of());
        List<Opening> opens = list(node, keys, "opens").stream()
                .map(opening -> opening(opening, key))
                .toList();
        boolean hasDebtor = opens.stream().allMatch(opening -> opening.debtor().isPresent());
        optional(keys, "subject").ifPresent(subject -> subject(subject, opens));
        return new DebtRule(
                required(node, keys, "id")
                        .map(id -> matching(id, ID, "a rule's id"))
                        .orElse(""),
                required(node, keys, "title").map(this::title).orElse(""),
                opens,
                optional(keys, "several").map(yaml::flag).orElse(false),
                optional(keys, "subject").map(RulesReader::scalar),
                required(node, keys, "owner")
                        .map(owner -> party(owner, Set.of("requester", "commander")))
                        .orElse(""),
                list(node, keys, "controls").stream().map(this::control).toList(),
                optional(keys, "drills").map(yaml::flag).orElse(true),
                list(keys, "sooner").stream().map(sooner -> sooner(sooner, key)).toList(),
                list(node, keys, "closes").stream()
                        .map(closing -> closing(closing, key, hasDebtor))
                        .toList(),
                list(keys, "escalate").stream().map(this::escalation).toList(),
                optional(keys, "consequence").map(this::title));
    }

    private Opening opening(Yaml node, List<String> key) {
        Map<String, Yaml> keys = yaml.mapping(node, Set.of("fact", "where", "due", "debtor"));
        String fact = required(node, keys, "fact").map(this::fact).orElse("");
        key.forEach(path -> field(node, fact, path));
        Deadline due =
                required(node, keys, "due").map(value -> deadline(value, fact)).orElse(NO_DEADLINE);
        return new Opening(
                fact,
                where(keys, fact),
                key,
                due,
                optional(keys, "debtor").map(value -> field(value, fact, yaml.text(value), PersonId.class)));
    }

    private Opening sooner(Yaml node, List<String> key) {
        Map<String, Yaml> keys = yaml.mapping(node, Set.of("fact", "where", "due"));
        String fact = required(node, keys, "fact").map(this::fact).orElse("");
        key.forEach(path -> field(node, fact, path));
        Deadline due =
                required(node, keys, "due").map(value -> deadline(value, fact)).orElse(NO_DEADLINE);
        return new Opening(fact, where(keys, fact), key, due, Optional.empty());
    }

    private static final Deadline NO_DEADLINE = new Deadline(Optional.empty(), Duration.ZERO, Optional.empty());

    private Deadline deadline(Yaml node, String fact) {
        Map<String, Yaml> keys = yaml.mapping(node, Set.of("at", "after", "calendar"));
        if (!keys.containsKey("at") && !keys.containsKey("after")) {
            yaml.problem(node, "say `at` (a time in the fact), `after` (a duration), or both");
        }
        Duration after = optional(keys, "after").map(this::duration).orElse(Duration.ZERO);
        Optional<WorkingDays> calendar = optional(keys, "calendar").flatMap(this::calendar);
        if (calendar.isPresent() && !after.equals(Duration.ofDays(after.toDays()))) {
            yaml.problem(keys.getOrDefault("after", node), "working days are counted whole: P3D, not PT12H");
        }
        return new Deadline(
                optional(keys, "at").map(value -> field(value, fact, yaml.text(value), Instant.class)),
                after,
                calendar);
    }

    private Optional<WorkingDays> calendar(Yaml node) {
        String name = yaml.text(node);
        if (!name.equals("always") && !calendars.containsKey(name)) {
            Set<String> known = new TreeSet<>(calendars.keySet());
            known.add("always");
            yaml.problem(node, "no calendar is called " + Texts.quoted(name) + Suggestion.sentence(name, known));
        }
        return Optional.ofNullable(calendars.get(name));
    }

    private Closing closing(Yaml node, List<String> ruleKey, boolean hasDebtor) {
        Map<String, Yaml> keys = yaml.mapping(node, Set.of("fact", "where", "key", "opening-fact", "by-another-human"));
        String fact = required(node, keys, "fact").map(this::fact).orElse("");
        Optional<String> openingFact =
                optional(keys, "opening-fact").map(value -> field(value, fact, yaml.text(value)));
        List<String> key = optional(keys, "key").map(yaml::texts).orElse(ruleKey);
        if (key.size() != ruleKey.size()) {
            yaml.problem(node, "the key needs as many fields as the rule's");
        }
        if (openingFact.isEmpty()) {
            key.forEach(path -> field(node, fact, path));
        }
        if (keys.containsKey("by-another-human") && !hasDebtor) {
            yaml.problem(node, "another human than whom? name a `debtor` in every opening");
        }
        return new Closing(
                fact,
                where(keys, fact),
                openingFact.isPresent() ? List.of() : key,
                openingFact,
                optional(keys, "by-another-human").map(value -> field(value, fact, yaml.text(value), PersonId.class)));
    }

    private Map<String, Condition> where(Map<String, Yaml> keys, String fact) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        optional(keys, "where")
                .ifPresent(where -> yaml.mapping(where, Set.of()).forEach((path, value) -> {
                    field(value, fact, path);
                    String text = yaml.text(value);
                    boolean mentionsPresence = text.equals("present") || text.equals("absent");
                    conditions.put(
                            path,
                            new Condition(
                                    mentionsPresence ? Optional.empty() : Optional.of(text), text.equals("present")));
                }));
        return conditions;
    }

    private Escalation escalation(Yaml node) {
        Map<String, Yaml> keys = yaml.mapping(node, Set.of("at", "to"));
        String to = required(node, keys, "to")
                .map(value -> party(value, Set.of("owner", "commander")))
                .orElse("");
        return required(node, keys, "at").map(at -> step(at, to)).orElse(new Escalation(WHOLE, Duration.ZERO, to));
    }

    private Escalation step(Yaml node, String to) {
        Matcher step = STEP.matcher(yaml.text(node));
        if (!step.matches()) {
            yaml.problem(node, "a step is taken at 50%, at due, or at due+PT24H");
            return new Escalation(WHOLE, Duration.ZERO, to);
        }
        int percent = step.group(1) == null ? WHOLE : Integer.parseInt(step.group(1));
        return new Escalation(percent, step.group(2) == null ? Duration.ZERO : duration(node, step.group(2)), to);
    }

    private void subject(Yaml node, List<Opening> opens) {
        String path = yaml.text(node);
        if (!path.equals(DebtParties.REQUESTER)) {
            opens.forEach(opening -> field(node, opening.fact(), path));
        }
    }

    private String party(Yaml node, Set<String> words) {
        String party = yaml.text(node);
        if (!words.contains(party)
                && !isFunction(party)
                && !SYSTEM.matcher(party).matches()) {
            yaml.problem(
                    node,
                    Texts.quoted(party) + " is nobody; there are "
                            + words.stream().sorted().toList()
                            + ", function:security-approver and the like, system:access");
        }
        return party;
    }

    private static boolean isFunction(String party) {
        return party.startsWith(FUNCTION)
                && java.util.Arrays.stream(Function.values())
                        .anyMatch(function -> function.label().equals(party.substring(FUNCTION.length())));
    }

    private String fact(Yaml node) {
        String fact = yaml.text(node);
        if (!FactFields.isFact(fact)) {
            yaml.problem(node, "no fact is called " + Texts.quoted(fact) + "; there are " + FactFields.names());
        }
        return fact;
    }

    private String field(Yaml node, String fact, String path) {
        if (FactFields.isFact(fact) && FactFields.typeOf(fact, path).isEmpty()) {
            yaml.problem(node, fact + " has no field " + Texts.quoted(path));
        }
        return path;
    }

    private String field(Yaml node, String fact, String path, Class<?> type) {
        field(node, fact, path);
        if (FactFields.typeOf(fact, path).filter(found -> found != type).isPresent()) {
            yaml.problem(node, path + " of " + fact + " is no " + type.getSimpleName());
        }
        return path;
    }

    private String title(Yaml node) {
        String title = yaml.text(node);
        try {
            return Texts.clean("it", title, MAX_TITLE);
        } catch (BreakwaterException e) {
            yaml.problem(node, String.valueOf(e.getMessage()));
            return title;
        }
    }

    private ControlId control(Yaml node) {
        String control = yaml.text(node);
        try {
            return new ControlId(control);
        } catch (BreakwaterException e) {
            yaml.problem(node, String.valueOf(e.getMessage()));
            return new ControlId("none");
        }
    }

    private Duration duration(Yaml node) {
        return duration(node, yaml.text(node));
    }

    private Duration duration(Yaml node, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.toDays() <= MAX_DAYS) {
                return duration;
            }
        } catch (DateTimeException e) {
            // told below, in words for the author of the rules
        }
        yaml.problem(
                node,
                "a duration such as PT72H or P3D (ISO 8601, at most ten years) is expected, not " + Texts.quoted(text));
        return Duration.ZERO;
    }

    private static DayOfWeek dayOfWeek(String day) {
        try {
            return DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new DateTimeException("no day", e);
        }
    }

    private <T> T parsed(Yaml node, String what, java.util.function.Function<String, T> parser, T otherwise) {
        String text = yaml.text(node);
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            yaml.problem(node, what + " is expected here, not " + Texts.quoted(text));
            return otherwise;
        }
    }

    private String matching(Yaml node, Pattern form, String what) {
        String text = yaml.text(node);
        if (!form.matcher(text).matches()) {
            yaml.problem(node, what + " must match " + form + ", not " + Texts.quoted(text));
        }
        return text;
    }

    private static String scalar(Yaml node) {
        return node instanceof Yaml.Scalar scalar ? scalar.text() : "";
    }

    private List<Yaml> list(Yaml parent, Map<String, Yaml> keys, String key) {
        List<Yaml> nodes = required(parent, keys, key).map(yaml::sequence).orElse(List.of());
        if (keys.containsKey(key) && nodes.isEmpty()) {
            yaml.problem(keys.get(key), key + " is empty");
        }
        return nodes;
    }

    private List<Yaml> list(Map<String, Yaml> keys, String key) {
        return optional(keys, key).map(yaml::sequence).orElse(List.of());
    }

    private static Optional<Yaml> optional(Map<String, Yaml> keys, String key) {
        return Optional.ofNullable(keys.get(key));
    }

    private Optional<Yaml> required(Yaml parent, Map<String, Yaml> keys, String key) {
        if (!keys.containsKey(key)) {
            yaml.problem(parent, key + " is missing");
        }
        return optional(keys, key);
    }
}
