package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Approval;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may decide about one person's access, as people and their functions are now. */
final class Deciders {
    private final Person requester;
    private final Map<PersonId, Person> people = new HashMap<>();

    private Deciders(Person requester, List<Person> everybody) {
        this.requester = requester;
        everybody.forEach(person -> people.put(person.id(), person));
    }

    static Deciders about(Transaction tx, PersonId requester) {
        List<Person> everybody = Directory.everybody(tx);
        Person person = everybody.stream()
                .filter(p -> p.id().equals(requester))
                .findFirst()
                .orElseThrow(() -> new BreakwaterException(
                        Code.POLICY_BROKEN, requester + " is not in the directory, so nobody can be told apart"));
        return new Deciders(person, everybody);
    }

    Person requester() {
        return requester;
    }

    /** Whether the caller's means of authentication came through the hands of the requester, under any name. */
    boolean hadByRequester(Caller caller) {
        return caller.issuers().stream()
                .anyMatch(issuer -> issuer.equals(requester.id())
                        || person(issuer).filter(requester::sameHumanAs).isPresent());
    }

    Optional<Person> person(PersonId id) {
        return Optional.ofNullable(people.get(id));
    }

    /** The approvals that count now: of exactly this, by people who may still give them, one to a human being. */
    List<Approval> counting(Grant grant) {
        Set<String> humans = new HashSet<>();
        List<Approval> counting = new ArrayList<>();
        for (Approval approval : grant.approvals()) {
            Person by = people.get(approval.by());
            if (by != null && counts(grant, approval, by) && humans.add(by.human())) {
                counting.add(approval);
            }
        }
        return counting;
    }

    private boolean counts(Grant grant, Approval approval, Person by) {
        return approval.decision() == Approval.Decision.APPROVE
                && !approval.afterwards()
                && approval.requestHash().equals(grant.requestHash())
                && by.active()
                && by.functions().contains(approval.function())
                && !by.sameHumanAs(requester);
    }

    /** What is still missing of the quorum, per function. */
    Map<Function, Integer> missing(Grant grant) {
        Map<Function, Integer> missing = new EnumMap<>(Function.class);
        missing.putAll(grant.terms().quorum());
        counting(grant).forEach(a -> missing.computeIfPresent(a.function(), (f, n) -> n > 1 ? n - 1 : null));
        return missing;
    }

    /** Whether this human being has a part in the decision already. */
    boolean hasDecided(Grant grant, Person person) {
        return grant.approvals().stream()
                .filter(a -> !a.afterwards())
                .map(a -> people.get(a.by()))
                .anyMatch(by -> by != null && by.sameHumanAs(person));
    }

    /**
     * The missing function under which the person's approval helps most: one that leaves the rest to be filled by others.
     */
    Optional<Function> seatFor(Grant grant, Person person) {
        Map<Function, Integer> missing = missing(grant);
        List<Function> possible =
                missing.keySet().stream().filter(person.functions()::contains).toList();
        return possible.stream()
                .filter(f ->
                        unmeetable(without(missing, f), taken(grant, person)).isEmpty())
                .findFirst()
                .or(() -> possible.stream().findFirst());
    }

    /** The seats nobody can fill who exists, is active, and is another human than the requester. */
    Map<Function, Integer> unmeetable(Map<Function, Integer> demanded) {
        return unmeetable(demanded, Set.of());
    }

    private Map<Function, Integer> unmeetable(Map<Function, Integer> demanded, Set<String> without) {
        Map<String, Set<Function>> humans = new HashMap<>();
        for (Person person : people.values()) {
            if (person.active() && !person.sameHumanAs(requester) && !without.contains(person.human())) {
                humans.computeIfAbsent(person.human(), h -> new HashSet<>()).addAll(person.functions());
            }
        }
        Collection<Set<Function>> held = humans.values();
        return Quorum.unmeetable(demanded, held);
    }

    private Set<String> taken(Grant grant, Person person) {
        Set<String> taken = new HashSet<>();
        taken.add(person.human());
        counting(grant).forEach(a -> person(a.by()).ifPresent(by -> taken.add(by.human())));
        return taken;
    }

    private static Map<Function, Integer> without(Map<Function, Integer> missing, Function one) {
        Map<Function, Integer> rest = new EnumMap<>(missing);
        rest.computeIfPresent(one, (f, n) -> n > 1 ? n - 1 : null);
        return rest;
    }
}
