package io.breakwater.access.policy;

import static io.breakwater.access.policy.PolicyReader.field;
import static io.breakwater.access.policy.PolicyReader.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.breakwater.document.Yaml;
import io.breakwater.document.Yaml.Kind;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Function;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One role of a policy. What the schema refuses is passed over here, so that nothing is told twice. */
final class RoleReader {
    private static final Duration LONGEST_ACCESS = Duration.ofHours(24);
    private static final Duration LATEST_REVIEW = Duration.ofHours(72);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration USUAL_WAIT = Duration.ofHours(8);
    private static final int USUAL_REASON = 10;
    private static final List<Function> USUAL_REVIEWERS =
            List.of(Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER);

    private final Problems problems;
    private final Yaml.Mapping role;

    RoleReader(Problems problems, Yaml.Mapping role) {
        this.problems = problems;
        this.role = role;
    }

    PolicyRole read(RoleName name, Map<String, String> settings) {
        Yaml.Mapping after = field(field(role, "approvals"), "after");
        Yaml.Mapping reason = field(role, "reason");
        Yaml.Mapping ticket = field(role, "ticket");
        List<Function> reviewers = List.copyOf(functions(after.fields().get("by")));
        return new PolicyRole(
                name,
                settings,
                Set.copyOf(functions(field(role, "who").fields().get("functions"))),
                people(field(role, "who").fields().get("people")),
                quorum(field(field(role, "approvals"), "before")),
                reviewers.isEmpty() ? USUAL_REVIEWERS : reviewers,
                duration(after, "within", LATEST_REVIEW, LATEST_REVIEW, "R21: approval afterwards is due within 72h"),
                duration(role, "longest", LONGEST_ACCESS, LONGEST_ACCESS, "R20: no access lasts over 24h"),
                duration(role, "waits", USUAL_WAIT, LONGEST_WAIT, "no request waits over 24h"),
                whole(reason, "min-length").orElse(USUAL_REASON),
                pattern(reason),
                isTrue(ticket, "required"),
                pattern(ticket),
                !text(role, "break-glass").filter("forbidden"::equals).isPresent(),
                whole(role, "severity-at-most"));
    }

    private Set<Function> functions(@Nullable Yaml yaml) {
        Set<Function> functions = new LinkedHashSet<>();
        for (Yaml.Scalar item : scalars(yaml)) {
            for (Function function : Function.values()) {
                if (function.label().equals(item.text())) {
                    functions.add(function);
                }
            }
        }
        return functions;
    }

    private Set<PersonId> people(@Nullable Yaml yaml) {
        Set<PersonId> people = new LinkedHashSet<>();
        for (Yaml.Scalar item : scalars(yaml)) {
            try {
                people.add(new PersonId(item.text()));
            } catch (BreakwaterException e) {
                problems.add(item.place(), "MALFORMED_NAME", Said.plain(e.getMessage()));
            }
        }
        return people;
    }

    private static List<Yaml.Scalar> scalars(@Nullable Yaml yaml) {
        List<Yaml.Scalar> scalars = new ArrayList<>();
        if (yaml instanceof Yaml.Sequence sequence) {
            for (Yaml item : sequence.items()) {
                if (item instanceof Yaml.Scalar scalar && scalar.kind() == Kind.TEXT) {
                    scalars.add(scalar);
                }
            }
        }
        return scalars;
    }

    private Map<Function, Integer> quorum(Yaml.Mapping before) {
        Map<Function, Integer> quorum = new EnumMap<>(Function.class);
        for (Function function : Function.values()) {
            whole(before, function.label()).ifPresent(count -> quorum.put(function, count));
        }
        return quorum;
    }

    private Duration duration(Yaml.Mapping mapping, String key, Duration usual, Duration most, String why) {
        Optional<Duration> written = text(mapping, key).flatMap(Durations::parse);
        Yaml value = mapping.fields().get(key);
        if (value != null && written.isPresent()) {
            if (written.get().compareTo(most) > 0) {
                problems.add(value.place(), "TOO_LONG", why);
            } else if (written.get().isZero()) {
                problems.add(value.place(), "NOT_ALLOWED_VALUE", key + " is more than nothing");
            }
        }
        return written.orElse(usual);
    }

    private Optional<Pattern> pattern(Yaml.Mapping mapping) {
        Optional<String> written = text(mapping, "pattern").filter(p -> !p.isEmpty());
        try {
            return written.map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            problems.add(patternPlace(mapping), "BAD_PATTERN", "not an RE2 pattern: " + Said.plain(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Yaml.Place patternPlace(Yaml.Mapping mapping) {
        Yaml pattern = mapping.fields().get("pattern");
        return pattern == null ? mapping.place() : pattern.place();
    }

    private static boolean isTrue(Yaml.Mapping mapping, String key) {
        return mapping.fields().get(key) instanceof Yaml.Scalar scalar
                && scalar.kind() == Kind.TRUTH
                && Boolean.parseBoolean(scalar.text());
    }

    private static OptionalInt whole(Yaml.Mapping mapping, String key) {
        return mapping.fields().get(key) instanceof Yaml.Scalar scalar
                        && scalar.kind() == Kind.WHOLE
                        && scalar.text().matches("[0-9]{1,6}")
                ? OptionalInt.of(Integer.parseInt(scalar.text()))
                : OptionalInt.empty();
    }
}
