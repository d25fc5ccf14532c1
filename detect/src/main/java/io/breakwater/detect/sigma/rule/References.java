package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Kind;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which document is meant by an id or a name. */
final class References {
    private final Map<String, Integer> documents = new LinkedHashMap<>();
    private final Map<String, RuleInfo> owners = new LinkedHashMap<>();
    private final Problems problems;

    References(Problems problems) {
        this.problems = problems;
    }

    /** Makes a document known by its id and its name, of which each is given once. */
    void add(int document, RuleInfo info) {
        info.id().ifPresent(id -> put(id.toLowerCase(Locale.ROOT), document, info, "DUPLICATE_ID"));
        info.name().ifPresent(name -> put(name, document, info, "DUPLICATE_NAME"));
    }

    private void put(String key, int document, RuleInfo info, String code) {
        RuleInfo owner = owners.putIfAbsent(key, info);
        if (owner != null) {
            problems.error(
                    info.place(),
                    code,
                    Texts.quoted(key) + " is used already by " + Texts.quoted(owner.title()) + " in " + owner.place());
        } else {
            documents.put(key, document);
        }
    }

    Optional<Integer> find(Scalar written) {
        Integer document = documents.get(written.text());
        if (document == null) {
            document = documents.get(written.text().toLowerCase(Locale.ROOT));
        }
        if (document == null) {
            problems.error(
                    written.place(),
                    "UNKNOWN_RULE",
                    "there is no rule with the id or name "
                            + Texts.quoted(written.text())
                            + Suggestion.of(written.text(), new TreeSet<>(documents.keySet()))
                                    .map(name -> "; did you mean " + name + "?")
                                    .orElse(""));
        }
        return Optional.ofNullable(document);
    }

    List<Integer> findAll(List<Scalar> written) {
        List<Integer> found = new ArrayList<>();
        written.forEach(reference -> find(reference).ifPresent(found::add));
        return found;
    }

    /** Aliases: of a name, the field it stands for in each rule's matches. */
    Map<String, Map<Integer, String>> aliases(Mapping section) {
        Map<String, Map<Integer, String>> aliases = new LinkedHashMap<>();
        for (Entry alias : section.entries()) {
            if (!(alias.value() instanceof Mapping mapping)) {
                problems.error(alias.value().place(), "WRONG_TYPE", "an alias names a field for each rule");
                continue;
            }
            Map<Integer, String> fields = new LinkedHashMap<>();
            for (Entry entry : mapping.entries()) {
                find(new Scalar(entry.place(), Kind.TEXT, entry.key(), true))
                        .ifPresent(
                                document -> fields.put(document, new Fields(mapping, problems).required(entry.key())));
            }
            aliases.put(alias.key(), fields);
        }
        return aliases;
    }
}
