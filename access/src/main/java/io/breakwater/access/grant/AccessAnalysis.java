package io.breakwater.access.grant;

import io.breakwater.access.grant.RuleResult.Outcome;
import io.breakwater.access.policy.PolicyRole;
import io.breakwater.model.Function;
import io.breakwater.model.Incident;
import io.breakwater.model.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What every rule says about one request: the dry run and the act read the same object.
 *
 * @param incident the incident, when there is one of that name
 * @param matter what the request comes to, when the requester may ask for that role at all
 * @param secondPersonNeeded whether the glass would not be broken before a second person does so too
 */
public record AccessAnalysis(
        AccessRequest request,
        List<RuleResult> rules,
        Optional<Incident> incident,
        Optional<Matter> matter,
        boolean secondPersonNeeded) {

    /**
     * What a request comes to under the policy in force.
     *
     * @param provider the kind of door
     */
    public record Matter(Person requester, PolicyRole role, String provider, String policyDigest) {}

    public AccessAnalysis {
        rules = List.copyOf(rules);
    }

    /** What the request would lead to. "Broken" outweighs "no", since a rule that works might still have said something else. */
    public Verdict verdict() {
        if (says(Outcome.BROKEN)) {
            return Verdict.BROKEN;
        } else if (says(Outcome.UNSATISFIED) || matter.isEmpty()) {
            return Verdict.REFUSED;
        } else if (quorum().isEmpty()) {
            return Verdict.OPEN_NOW;
        }
        return request.breakGlass() && !secondPersonNeeded ? Verdict.BREAK_GLASS : Verdict.NEEDS_APPROVAL;
    }

    /** Whether nothing stands in the way of making the request. */
    public boolean mayBeAsked() {
        return verdict() != Verdict.BROKEN && verdict() != Verdict.REFUSED;
    }

    /** The approvals policy demands before access; empty when none, or when the role is not the requester's to know. */
    public Map<Function, Integer> quorum() {
        return matter.map(m -> m.role().quorum()).orElse(Map.of());
    }

    /** Whether policy lets the glass of this role be broken. */
    public boolean breakGlassAllowed() {
        return matter.map(m -> m.role().breakGlassAllowed()).orElse(false);
    }

    /** How soon approval afterwards would be due; 0 when the role is not the requester's to know. */
    public long reviewWithinSeconds() {
        return matter.map(m -> m.role().reviewWithin().toSeconds()).orElse(0L);
    }

    /** What would happen, in the order it would. */
    public List<String> wouldDo() {
        return switch (verdict()) {
            case BROKEN, REFUSED ->
                List.of("refuse, and put the refusal on the record: "
                        + decisive().message());
            case OPEN_NOW ->
                List.of(
                        "record the request and that policy demands no approval before access",
                        "open " + door(),
                        approvalAfterwards());
            case NEEDS_APPROVAL ->
                List.of(
                        "record the request and wait for " + quorumInWords()
                                + (secondPersonNeeded ? ", or for a second person who breaks the glass of it" : ""),
                        "open " + door() + " once that is done");
            case BREAK_GLASS ->
                List.of(
                        "record the request and that the glass was broken, instead of waiting for " + quorumInWords(),
                        "open " + door(),
                        approvalAfterwards());
        };
    }

    /** The rule that decided, when the request is refused: the first broken one, or else the first "no". */
    RuleResult decisive() {
        Outcome outcome = says(Outcome.BROKEN) ? Outcome.BROKEN : Outcome.UNSATISFIED;
        return rules.stream()
                .filter(r -> r.outcome() == outcome)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was refused"));
    }

    private boolean says(Outcome outcome) {
        return rules.stream().anyMatch(r -> r.outcome() == outcome);
    }

    private String door() {
        return request.role() + " on " + request.target() + " for " + Words.duration(request.durationSeconds())
                + ", as a personal account that ends by itself";
    }

    private String approvalAfterwards() {
        List<String> reviewers = new ArrayList<>();
        matter.ifPresent(m -> m.role().reviewers().forEach(f -> reviewers.add(f.label())));
        return "demand approval afterwards within " + Words.duration(reviewWithinSeconds()) + " from "
                + String.join(" or ", reviewers);
    }

    private String quorumInWords() {
        return quorum().entrySet().stream()
                .map(e -> e.getValue() + " × " + e.getKey().label())
                .collect(Collectors.joining(" and "));
    }
}
