package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.rule.Document.Kind;
import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlReader;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all documents first, then what refers to others. */
final class RuleSetReader {
    private final Problems problems = new Problems();
    private final InfoReader heads = new InfoReader(problems);
    private final References references = new References(problems);
    private final RuleOptions options;
    private final List<Document> documents = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Set<Integer> badHeads = new HashSet<>();

    RuleSetReader(RuleOptions options) {
        this.options = options;
    }

    RuleSet read(List<RuleSource> sources) {
        sources.parallelStream().map(RuleSetReader::parsed).toList().forEach(this::readHeads);
        readRules();
        applyFilters();
        CorrelationReader reader = new CorrelationReader(references, problems);
        List<Correlation> correlations = correlations(reader);
        Renumbering renumbering = new Renumbering(numbers);
        List<Followup> followups = new ArrayList<>();
        each(
                Kind.FOLLOWUP,
                (number, document) -> reader.followup(document)
                        .filter(followup -> !badHeads.contains(number) && allUsable(renumbering, followup))
                        .ifPresent(followup -> followups.add(renumbering.of(followup))));
        return new RuleSet(
                List.copyOf(rules),
                correlations.stream().map(renumbering::of).toList(),
                List.copyOf(followups),
                problems.inOrder());
    }

    /** A file, and what is wrong with it as YAML. Parsing is most of the work, and files do not depend on each other. */
    private record Parsed(List<YamlNode> documents, Problems problems) {}

    private static Parsed parsed(RuleSource source) {
        Problems problems = new Problems();
        return new Parsed(YamlReader.read(source.name(), source.text(), problems), problems);
    }

    private void readHeads(Parsed file) {
        problems.addAll(file.problems());
        for (YamlNode node : file.documents()) {
            if (node instanceof Mapping root) {
                kind(root).ifPresent(kind -> readHead(kind, root));
            } else {
                problems.error(
                        node.place(), "WRONG_TYPE", "a rule is a document with keys: title, logsource, detection");
            }
        }
    }

    private void readHead(Kind kind, Mapping root) {
        int before = problems.errors();
        RuleInfo info = heads.info(root);
        references.add(documents.size(), info);
        documents.add(new Document(kind, info, root));
        if (problems.errors() > before) {
            badHeads.add(documents.size() - 1);
        }
    }

    private Optional<Kind> kind(Mapping root) {
        Optional<YamlNode> action = root.find("action");
        if (action.isPresent()) {
            problems.error(
                    root.placeOf("action"),
                    "LEGACY_ACTION",
                    "actions (global, reset, repeat) are not Sigma any "
                            + "more; write what documents share into each of them");
            return Optional.empty();
        }
        for (Kind kind : List.of(Kind.CORRELATION, Kind.FILTER, Kind.FOLLOWUP, Kind.RULE)) {
            if (root.find(kind.section()).isPresent()) {
                return checkedType(kind, root);
            }
        }
        Place place = root.place();
        problems.error(place, "NO_RULE", "this is no rule: there is no detection, correlation, filter or followup");
        return Optional.empty();
    }

    /** The optional key {@code type} only repeats what the sections say. */
    private Optional<Kind> checkedType(Kind kind, Mapping root) {
        Optional<String> type = new Fields(root, problems).text("type");
        if (type.isPresent() && kind != Kind.RULE && !type.get().equals(kind.section())) {
            problems.error(
                    root.placeOf("type"),
                    "UNKNOWN_TYPE",
                    "the type says " + Texts.quoted(type.get()) + ", the document has a section " + kind.section());
            return Optional.empty();
        }
        return Optional.of(kind);
    }

    private interface Visitor {
        void visit(int number, Document document);
    }

    private void each(Kind kind, Visitor visitor) {
        for (int i = 0; i < documents.size(); i++) {
            if (documents.get(i).kind() == kind) {
                visitor.visit(i, documents.get(i));
            }
        }
    }

    /** A rule, if its document is one, and what is wrong with that. */
    private record Body(Optional<Rule> rule, Problems problems) {}

    private Body body(Document document) {
        Problems found = new Problems();
        Optional<Rule> rule =
                document.kind() == Kind.RULE ? new RuleReader(options, found).rule(document) : Optional.empty();
        return new Body(rule, found);
    }

    private void readRules() {
        List<Body> bodies = documents.parallelStream().map(this::body).toList();
        each(Kind.RULE, (number, document) -> {
            Body body = bodies.get(number);
            problems.addAll(body.problems());
            if (!badHeads.contains(number) && body.rule().isPresent()) {
                numbers.put(number, rules.size());
                rules.add(body.rule().get());
            }
        });
    }

    private void applyFilters() {
        RuleReader filters = new RuleReader(options, problems);
        each(
                Kind.FILTER,
                (number, document) -> filters.filter(document).ifPresent(filter -> {
                    boolean applied = false;
                    for (int i = 0; i < rules.size(); i++) {
                        if (filter.isFor(rules.get(i))) {
                            rules.set(i, filter.onto(rules.get(i)));
                            applied = true;
                        }
                    }
                    if (!applied) {
                        problems.warning(
                                document.info().place(), "FILTER_UNUSED", "the filter is for no rule that was read");
                    }
                }));
    }

    /** In an order in which each comes after those it is about. What is about itself, or about what was refused, is told. */
    private List<Correlation> correlations(CorrelationReader reader) {
        Map<Integer, Correlation> waiting = new LinkedHashMap<>();
        each(
                Kind.CORRELATION,
                (number, document) -> reader.correlation(document)
                        .filter(correlation -> !badHeads.contains(number))
                        .ifPresent(correlation -> waiting.put(number, correlation)));
        List<Correlation> ordered = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Integer number : List.copyOf(waiting.keySet())) {
                Correlation next = waiting.get(number);
                if (next != null && numbers.keySet().containsAll(next.sources())) {
                    numbers.put(number, rules.size() + ordered.size());
                    ordered.add(next);
                    waiting.remove(number);
                    moved = true;
                }
            }
        }
        waiting.values()
                .forEach(left -> problems.error(
                        left.info().place(),
                        "UNUSABLE_RULE",
                        "the correlation is about itself, or about a rule that has errors"));
        return ordered;
    }

    private boolean allUsable(Renumbering renumbering, Followup followup) {
        boolean usable = renumbering.knowsAll(followup.opens())
                && renumbering.knowsAll(followup.closes())
                && renumbering.knowsAll(followup.meanwhile());
        if (!usable) {
            problems.error(followup.info().place(), "UNUSABLE_RULE", "the follow-up is about a rule that has errors");
        }
        return usable;
    }
}
