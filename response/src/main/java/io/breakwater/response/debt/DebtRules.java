package io.breakwater.response.debt;

import io.breakwater.response.debt.DebtRule.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All rules by which debts are opened and paid: data, not code.
 *
 * <p>Debts are opened by the rules in force, and paid as the rules say that opened them, even if those are no longer in
 * force.
 */
public final class DebtRules {
    private static final String STANDARD = "debts.yaml";

    private final List<Standing> rules;
    private final Map<String, List<Opens>> openings;
    private final Map<String, List<Opens>> sooner;
    private final Map<String, List<Closes>> closings;

    private DebtRules(List<Standing> inForce, List<Standing> ever) {
        this.rules = List.copyOf(inForce);
        this.openings = byFact(inForce, DebtRule::opens);
        this.sooner = byFact(ever, DebtRule::sooner);
        this.closings = ever.stream()
                .flatMap(standing -> standing.rule().closes().stream().map(closing -> new Closes(standing, closing)))
                .collect(Collectors.groupingBy(closes -> closes.closing().fact()));
    }

    private static Map<String, List<Opens>> byFact(List<Standing> rules, Function<DebtRule, List<Opening>> facts) {
        return rules.stream()
                .flatMap(standing -> facts.apply(standing.rule()).stream().map(opening -> new Opens(standing, opening)))
                .collect(Collectors.groupingBy(opens -> opens.opening().fact()));
    }

    /** The rules that come with Breakwater. */
    public static DebtRules standard() {
        return read(resource(STANDARD));
    }

    static String resource(String name) {
        try (InputStream in = DebtRules.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rules of a document, and no others.
     *
     * @throws DebtRulesInvalid with every problem at once, each with its line
     */
    static DebtRules read(String yaml) {
        List<Standing> rules = standing(new RulesReader(List.of()).read(yaml), Optional.empty());
        return new DebtRules(rules, rules);
    }

    /**
     * These rules with the documents of one's own that were ever in force.
     *
     * @param inForce of these, the digest of the one in force: its rules are added, and one that has the name of a rule
     *     here takes its place
     */
    public DebtRules with(Collection<OwnDebtRules> own, Optional<String> inForce) {
        List<Standing> now = new ArrayList<>();
        List<Standing> ever = new ArrayList<>(rules);
        for (OwnDebtRules document : own) {
            List<Standing> theirs = standing(document.rules(), Optional.of(document.digest()));
            ever.addAll(theirs);
            if (inForce.equals(Optional.of(document.digest()))) {
                now.addAll(theirs);
            }
        }
        Set<String> replaced =
                now.stream().map(standing -> standing.rule().id()).collect(Collectors.toSet());
        List<Standing> merged = new ArrayList<>(rules);
        merged.removeIf(standing -> replaced.contains(standing.rule().id()));
        merged.addAll(now);
        return new DebtRules(merged, ever);
    }

    private static List<Standing> standing(List<DebtRule> rules, Optional<String> edition) {
        return rules.stream().map(rule -> new Standing(rule, edition)).toList();
    }

    /** The rules in force: those that come with Breakwater, then those of one's own, each in their order. */
    public List<DebtRule> rules() {
        return rules.stream().map(Standing::rule).toList();
    }

    /** The rule in force of that name. */
    public Optional<DebtRule> rule(String id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Whether the rule in force of that name is one's own. */
    public boolean isOwn(String id) {
        return rules.stream()
                .anyMatch(standing ->
                        standing.rule().id().equals(id) && standing.edition().isPresent());
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

    /**
     * A rule, and where it stands.
     *
     * @param edition the digest of the document of one's own; empty for a rule that comes with Breakwater
     */
    record Standing(DebtRule rule, Optional<String> edition) {}

    /** A rule, and how a fact opens its debt or makes it due sooner. */
    record Opens(Standing standing, DebtRule.Opening opening) {}

    /** A rule, and how a fact pays its debt. */
    record Closes(Standing standing, DebtRule.Closing closing) {}
}
