package io.breakwater.response.debt;

import io.breakwater.response.debt.DebtRule.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All rules by which debts are opened and paid: data, not code. */
public final class DebtRules {
    private static final String STANDARD = "debts.yaml";

    private final List<DebtRule> rules;
    private final Map<String, List<Opens>> openings;
    private final Map<String, List<Opens>> sooner;
    private final Map<String, List<Closes>> closings;

    DebtRules(List<DebtRule> rules) {
        this.rules = List.copyOf(rules);
        this.openings = byFact(rules, DebtRule::opens);
        this.sooner = byFact(rules, DebtRule::sooner);
        this.closings = rules.stream()
                .flatMap(rule -> rule.closes().stream().map(closing -> new Closes(rule, closing)))
                .collect(Collectors.groupingBy(closes -> closes.closing().fact()));
    }

    private static Map<String, List<Opens>> byFact(List<DebtRule> rules, Function<DebtRule, List<Opening>> facts) {
        return rules.stream()
                .flatMap(rule -> facts.apply(rule).stream().map(opening -> new Opens(rule, opening)))
                .collect(Collectors.groupingBy(opens -> opens.opening().fact()));
    }

    /** The rules that come with Breakwater. */
    public static DebtRules standard() {
        try (InputStream in = DebtRules.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException(STANDARD + " is not in the jar");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Rules of one's own, as YAML.
     *
     * @throws DebtRulesInvalid with every problem at once, each with its line
     */
    public static DebtRules read(String yaml) {
        return new DebtRules(new RulesReader().read(yaml));
    }

    /** All rules, in the order of the document. */
    public List<DebtRule> rules() {
        return rules;
    }

    /** The rule of that name. */
    public Optional<DebtRule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    List<Opens> openedBy(String fact) {
        return openings.getOrDefault(fact, List.of());
    }

    List<Opens> soonerBy(String fact) {
        return sooner.getOrDefault(fact, List.of());
    }

    List<Closes> closedBy(String fact) {
        return closings.getOrDefault(fact, List.of());
    }

    /** A rule, and how a fact opens its debt or makes it due sooner. */
    record Opens(DebtRule rule, DebtRule.Opening opening) {}

    /** A rule, and how a fact pays its debt. */
    record Closes(DebtRule rule, DebtRule.Closing closing) {}
}
