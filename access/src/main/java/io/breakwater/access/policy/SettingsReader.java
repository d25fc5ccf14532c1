package io.breakwater.access.policy;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.document.Yaml;
import io.breakwater.document.Yaml.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings of one target and its roles, as the provider reads them. Values that may be secrets are never repeated. */
final class SettingsReader {
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|passphrase|secret|token|credential|private.?key|api.?key).*");
    private static final Pattern REFERENCE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:/.+");
    private static final Pattern SECRET_INSIDE =
            Pattern.compile("(?s).*(-----BEGIN |[a-z][a-z0-9+.-]*://[^/@:]*:[^/@]+@|(?i:password)=).*");

    private final Problems problems;
    private final Optional<AccessProvider> provider;

    SettingsReader(Problems problems, Optional<AccessProvider> provider) {
        this.problems = problems;
        this.provider = provider;
    }

    /** The target's settings, checked by the provider. */
    Map<String, String> ofTarget(Place place, Yaml.Mapping yaml) {
        Map<String, String> settings = read(yaml);
        tell(place, yaml, complaints(settings));
        return settings;
    }

    /** The target's settings and the role's, checked together by the provider. */
    Map<String, String> ofRole(Place place, Yaml.Mapping yaml, Map<String, String> target) {
        Map<String, String> together = new TreeMap<>(target);
        read(yaml).forEach((key, value) -> {
            if (together.put(key, value) != null) {
                problems.add(
                        yaml.placeOf(key),
                        "BAD_SETTING",
                        "the target sets " + key + " already; a role does not change where the door is");
            }
        });
        List<String> before = complaints(target);
        tell(
                place,
                yaml,
                complaints(together).stream().filter(c -> !before.contains(c)).toList());
        return Map.copyOf(together);
    }

    private Map<String, String> read(Yaml.Mapping yaml) {
        Map<String, String> settings = new LinkedHashMap<>();
        yaml.fields().forEach((key, value) -> {
            if (value instanceof Yaml.Scalar scalar && scalar.kind() != Yaml.Kind.NOTHING) {
                settings.put(key, scalar.text());
                requireNoSecret(key, scalar);
            }
        });
        return settings;
    }

    private void requireNoSecret(String key, Yaml.Scalar value) {
        boolean named = SECRET_NAME.matcher(key).matches();
        boolean reference = REFERENCE.matcher(value.text()).matches();
        if (named && !reference || SECRET_INSIDE.matcher(value.text()).matches()) {
            problems.add(
                    value.place(),
                    "LITERAL_SECRET",
                    "a secret is only referred to, as env:NAME or file:/PATH; take it out, and change it, since it was"
                            + " written down");
        }
    }

    private List<String> complaints(Map<String, String> settings) {
        return provider.map(p -> p.problemsWith(settings)).orElse(List.of());
    }

    private void tell(Place place, Yaml.Mapping yaml, List<String> complaints) {
        for (String complaint : complaints) {
            Place at = yaml.keys().entrySet().stream()
                    .filter(e -> complaint.startsWith(e.getKey() + " ") || complaint.contains("\"" + e.getKey() + "\""))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(yaml.fields().isEmpty() ? place : yaml.place());
            problems.add(at, "BAD_SETTING", complaint);
        }
    }
}
