package io.breakwater.access.policy;

import io.breakwater.access.people.LookAlikes;
import io.breakwater.access.spi.Providers;
import io.breakwater.document.Problem;
import io.breakwater.document.Yaml;
import io.breakwater.document.YamlReader;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.RoleName;
import io.breakwater.model.Suggestion;
import io.breakwater.model.TargetName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one policy document: its YAML, its structure, its meaning. Everything that is wrong is told at once. */
final class PolicyReader {
    private final Problems problems = new Problems();
    private final LookAlikes lookAlikes = new LookAlikes();
    private final Providers providers;
    private final Optional<Policy> policy;

    PolicyReader(String document, Providers providers) {
        this.providers = providers;
        List<Problem> unreadable = new ArrayList<>();
        Optional<Yaml> root = YamlReader.read(document, unreadable);
        problems.addAll(unreadable);
        root.ifPresent(yaml -> problems.addAll(new PolicySchema().problemsWith(yaml)));
        Map<TargetName, PolicyTarget> targets =
                root.map(yaml -> targets(yaml.asMapping())).orElse(Map.of());
        policy = problems.isEmpty() ? Optional.of(new Policy(Policy.digestOf(document), targets)) : Optional.empty();
    }

    /** Everything that is wrong, in the order of the document. */
    List<Problem> problems() {
        return problems.inOrder();
    }

    /** The policy, when nothing is wrong. */
    Optional<Policy> policy() {
        return policy;
    }

    private Map<TargetName, PolicyTarget> targets(Yaml.Mapping root) {
        Yaml.Mapping mapping = field(root, "targets");
        Map<TargetName, PolicyTarget> targets = new LinkedHashMap<>();
        SameDoors doors = new SameDoors(problems);
        named(mapping, TargetName::new, (name, yaml) -> {
            PolicyTarget target = target(mapping, name, yaml.asMapping(), doors);
            targets.put(name, target);
        });
        return targets;
    }

    private PolicyTarget target(Yaml.Mapping targets, TargetName name, Yaml.Mapping yaml, SameDoors doors) {
        String provider = text(yaml, "provider").orElse("");
        Yaml.Mapping roleMapping = field(yaml, "roles");
        SettingsReader settings = new SettingsReader(problems, providers.ofKind(provider));
        if (yaml.fields().containsKey("provider") && providers.ofKind(provider).isEmpty()) {
            problems.add(
                    yaml.fields().get("provider").place(),
                    "UNKNOWN_PROVIDER",
                    "there is no provider of this kind" + Suggestion.sentence(provider, providers.kinds()));
        }
        Map<String, String> own = settings.ofTarget(targets.placeOf(name.value()), field(yaml, "settings"));
        Map<RoleName, PolicyRole> roles = new LinkedHashMap<>();
        named(roleMapping, RoleName::new, (roleName, roleYaml) -> {
            Yaml.Mapping role = roleYaml.asMapping();
            Map<String, String> together =
                    settings.ofRole(roleMapping.placeOf(roleName.value()), field(role, "settings"), own);
            PolicyRole read = new RoleReader(problems, role).read(roleName, together);
            roles.put(roleName, read);
            doors.add(roleMapping.placeOf(roleName.value()), name + "/" + roleName, provider, read);
        });
        return new PolicyTarget(name, provider, own, roles);
    }

    /** What to do with each well-formed name of a mapping. */
    private interface Named<N> {
        void read(N name, Yaml value);
    }

    private <N> void named(Yaml.Mapping mapping, Function<String, N> form, Named<N> read) {
        Map<String, String> bySkeleton = new LinkedHashMap<>();
        mapping.fields().forEach((key, value) -> {
            Set<String> skeletons = lookAlikes.skeletons(key);
            skeletons.stream()
                    .map(bySkeleton::get)
                    .filter(other -> other != null)
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            mapping.placeOf(key),
                            "LOOK_ALIKE",
                            "this name reads like " + other + "; choose one nobody can mistake"));
            skeletons.forEach(skeleton -> bySkeleton.put(skeleton, key));
            try {
                read.read(form.apply(key), value);
            } catch (BreakwaterException e) {
                problems.add(mapping.placeOf(key), "MALFORMED_NAME", Said.plain(e.getMessage()));
            }
        });
    }

    static Yaml.Mapping field(Yaml.Mapping mapping, String key) {
        Yaml value = mapping.fields().get(key);
        return value == null ? mapping.emptyAt(key) : value.asMapping();
    }

    static Optional<String> text(Yaml.Mapping mapping, String key) {
        return mapping.fields().get(key) instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.TEXT
                ? Optional.of(scalar.text())
                : Optional.empty();
    }
}
