package io.breakwater.access.grant;

import static io.breakwater.access.grant.RuleResult.satisfied;
import static io.breakwater.access.grant.RuleResult.unsatisfied;

import com.google.re2j.Pattern;
import io.breakwater.access.grant.AccessAnalysis.Matter;
import io.breakwater.access.people.Directory;
import io.breakwater.access.policy.Policy;
import io.breakwater.access.policy.PolicyBook;
import io.breakwater.access.policy.PolicyRole;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.Person;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Puts one request to every rule, in one transaction. */
final class Analyst {
    /** Longest reason, in UTF-16 units. */
    static final int MAX_REASON = 4_000;

    private static final int MAX_TICKET = 64;
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private final PolicyBook book;
    private final Transaction tx;
    private final Caller caller;
    private final AccessRequest request;
    private final List<RuleResult> results = new ArrayList<>();
    private boolean secondPersonNeeded;

    private Analyst(PolicyBook book, Transaction tx, Caller caller, AccessRequest request) {
        this.book = book;
        this.tx = tx;
        this.caller = caller;
        this.request = request;
    }

    static AccessAnalysis analyse(PolicyBook book, Transaction tx, Caller caller, AccessRequest request) {
        return new Analyst(book, tx, caller, request).analyse();
    }

    private AccessAnalysis analyse() {
        Optional<Incident> incident = lookUp("incident", this::incident);
        Optional<Person> person = lookUp("person", () -> Directory.find(tx, caller.person()));
        Optional<Policy> policy = lookUp("policy", () -> Optional.of(book.policy(tx)));
        if (notBroken("incident")) {
            results.add(incidentRule(incident));
        }
        if (notBroken("person")) {
            results.add(personRule(person));
        }
        check("reason", this::reasonIsText);
        Optional<Matter> matter = person.flatMap(p -> policy.flatMap(known -> matter(p, known)));
        if (person.isPresent() && policy.isPresent()) {
            results.add(roleRule(matter.isPresent()));
        }
        matter.ifPresent(m -> roleRules(m, incident));
        return new AccessAnalysis(request, results, incident, matter, secondPersonNeeded);
    }

    private Optional<Incident> incident() {
        return tx.state().find(Incident.class, request.incident().value()).map(Stored::value);
    }

    private Optional<Matter> matter(Person person, Policy policy) {
        return policy.target(request.target())
                .flatMap(target -> target.role(request.role())
                        .filter(role -> role.mayBeAskedForBy(person))
                        .map(role -> new Matter(person, role, target.provider(), policy.digest())));
    }

    private void roleRules(Matter matter, Optional<Incident> incident) {
        PolicyRole role = matter.role();
        incident.ifPresent(i -> check("severity", () -> severity(role, i)));
        check("duration", () -> duration(role));
        check("reason-form", () -> reasonForm(role));
        check("ticket", () -> ticket(role));
        if (request.breakGlass()) {
            boolean drill = incident.map(Incident::drill).orElse(false);
            check(GlassRules.ALLOWED, () -> glass(drill).allowed(role.breakGlassAllowed()));
            check(GlassRules.SECOND_PERSON, () -> glass(drill).secondPerson(request.secondPerson()));
            check(GlassRules.DEBTS, () -> {
                secondPersonNeeded = glass(drill).requesterOwes();
                return glass(drill).debts(request.secondPerson());
            });
        } else {
            check("quorum", () -> quorum(role));
        }
    }

    private GlassRules glass(boolean drill) {
        return new GlassRules(tx, Deciders.about(tx, caller.person()), drill);
    }

    private RuleResult incidentRule(Optional<Incident> incident) {
        if (incident.isEmpty()) {
            return unsatisfied("incident", Code.NOT_FOUND, "there is no incident " + request.incident());
        }
        String what = request.incident() + (incident.get().drill() ? " (a drill)" : "");
        return incident.get().status() == IncidentStatus.OPEN
                ? satisfied("incident", what + " is open")
                : unsatisfied("incident", Code.WRONG_STATE, what + " is closed; access needs an open incident");
    }

    private RuleResult personRule(Optional<Person> person) {
        return person.filter(Person::active).isPresent()
                ? satisfied("person", caller.person() + " is active")
                : unsatisfied("person", Code.NOT_ALLOWED, caller.person() + " may not act");
    }

    private RuleResult roleRule(boolean mayAsk) {
        return mayAsk
                ? satisfied("role", caller.person() + " may ask for " + request.role() + " on " + request.target())
                : unsatisfied(
                        "role",
                        Code.POLICY_REFUSES,
                        "there is no " + request.role() + " on " + request.target() + " that " + caller.person()
                                + " may ask for");
    }

    private RuleResult severity(PolicyRole role, Incident incident) {
        return role.allowedAt(incident.severity())
                ? satisfied("severity", "severity " + incident.severity().level() + " is severe enough")
                : unsatisfied(
                        "severity",
                        Code.POLICY_REFUSES,
                        "the incident has severity " + incident.severity().level()
                                + "; this role opens only at severity "
                                + role.severityAtMost().orElseThrow() + " or worse");
    }

    private RuleResult duration(PolicyRole role) {
        long longest = role.longest().toSeconds();
        if (request.durationSeconds() < 1) {
            return unsatisfied("duration", Code.MALFORMED_REQUEST, "access lasts at least one second");
        }
        return request.durationSeconds() <= longest
                ? satisfied("duration", Words.duration(request.durationSeconds()) + " is within the limit")
                : unsatisfied(
                        "duration",
                        Code.POLICY_REFUSES,
                        "access to this role lasts at most " + Words.duration(longest));
    }

    private RuleResult reasonIsText() {
        try {
            Texts.clean("the reason", request.reason(), MAX_REASON);
            return satisfied("reason", "a reason is given");
        } catch (BreakwaterException e) {
            return unsatisfied("reason", e.code(), Said.message(e));
        }
    }

    private RuleResult reasonForm(PolicyRole role) {
        long said =
                request.reason().codePoints().filter(Character::isLetterOrDigit).count();
        if (said < role.reasonMinLength()) {
            return unsatisfied(
                    "reason-form",
                    Code.POLICY_REFUSES,
                    "the reason has " + said + " letters and digits; policy wants at least " + role.reasonMinLength());
        }
        return role.reasonPattern()
                        .filter(p -> !p.matcher(request.reason()).find())
                        .isEmpty()
                ? satisfied("reason-form", "the reason has the form policy wants")
                : unsatisfied(
                        "reason-form",
                        Code.POLICY_REFUSES,
                        "the reason has to match " + role.reasonPattern().orElseThrow());
    }

    private RuleResult ticket(PolicyRole role) {
        if (request.ticket().isEmpty()) {
            return role.ticketRequired()
                    ? unsatisfied("ticket", Code.POLICY_REFUSES, "policy wants a ticket for this role")
                    : satisfied("ticket", "policy wants no ticket for this role");
        }
        String ticket = request.ticket().get();
        Pattern form = role.ticketPattern().orElse(TICKET);
        boolean fits = ticket.length() <= MAX_TICKET
                && TICKET.matcher(ticket).matches()
                && form.matcher(ticket).matches();
        return fits
                ? satisfied("ticket", ticket + " is noted as a claim until the desk confirms it")
                : unsatisfied(
                        "ticket",
                        Code.MALFORMED_NAME,
                        "not the name of a ticket: " + Texts.quoted(ticket) + " (must match " + form + ")");
    }

    private RuleResult quorum(PolicyRole role) {
        if (role.quorum().isEmpty()) {
            return satisfied("quorum", "no approval is demanded before access; approval afterwards is");
        }
        Map<Function, Integer> nobody = Deciders.about(tx, caller.person()).unmeetable(role.quorum());
        return nobody.isEmpty()
                ? satisfied("quorum", "there are people who can give the approvals")
                : RuleResult.broken(
                        "quorum",
                        "the approvals cannot be given: there is nobody for " + inWords(nobody)
                                + (role.breakGlassAllowed() ? "; the glass may be broken" : ""));
    }

    private static String inWords(Map<Function, Integer> seats) {
        return seats.entrySet().stream()
                .map(e -> e.getValue() + " × " + e.getKey().label())
                .collect(Collectors.joining(" and "));
    }

    /** What was looked up; a look-up that fails is a broken rule, never an empty answer. */
    private <T> Optional<T> lookUp(String rule, Supplier<Optional<T>> look) {
        try {
            return look.get();
        } catch (BreakwaterException e) {
            results.add(RuleResult.broken(rule, "could not be told: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private void check(String rule, Supplier<RuleResult> check) {
        try {
            results.add(check.get());
        } catch (BreakwaterException e) {
            results.add(RuleResult.broken(rule, "could not be told: " + e.getMessage()));
        }
    }

    private boolean notBroken(String rule) {
        return results.stream().noneMatch(r -> r.rule().equals(rule));
    }
}
