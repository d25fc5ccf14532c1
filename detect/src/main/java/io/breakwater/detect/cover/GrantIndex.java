package io.breakwater.detect.cover;

import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Grants by what their use is recognised by. Immutable.
 *
 * <p>Only a mark that more grants carry than a search looks at is indexed by account too: of the others the account is
 * looked at one by one, which takes half the memory for as good an answer.
 */
final class GrantIndex {
    /** Of equal windows, the order in which grants are told. */
    static final Comparator<CoverGrant> ORDER = Comparator.comparing(CoverGrant::id)
            .thenComparing(CoverGrant::source)
            .thenComparing(CoverGrant::toString);

    private static final String ANY_ACCOUNT = "*";

    private final People people;
    private final WindowIndex<CoverGrant> byMark;
    private final WindowIndex<CoverGrant> byMarkAndAccount;
    private final WindowIndex<CoverGrant> withoutHolder;

    GrantIndex(Collection<CoverGrant> grants, People people) {
        this.people = people;
        List<CoverGrant> sorted = grants.stream().distinct().sorted(ORDER).toList();
        var marked = new WindowIndex.Builder<>(CoverGrant::window);
        var unmarked = new WindowIndex.Builder<>(CoverGrant::window);
        for (CoverGrant grant : sorted) {
            keys(grant.marks()).forEach(key -> marked.add(key, grant));
            if (grant.marks().isEmpty()) {
                accounts(grant.scope()).forEach(account -> unmarked.add(account, grant));
            }
        }
        byMark = marked.build();
        withoutHolder = unmarked.build();
        byMarkAndAccount = byAccount(sorted);
    }

    private GrantIndex(GrantIndex same, People people) {
        this.people = people;
        byMark = same.byMark;
        byMarkAndAccount = same.byMarkAndAccount;
        withoutHolder = same.withoutHolder;
    }

    /** The same grants, found by every name these people have; whom the index knows, they must call as it does. */
    GrantIndex askedWith(People now) {
        return new GrantIndex(this, now);
    }

    private WindowIndex<CoverGrant> byAccount(List<CoverGrant> sorted) {
        var index = new WindowIndex.Builder<>(CoverGrant::window);
        for (CoverGrant grant : sorted) {
            for (String key : keys(grant.marks())) {
                if (isCrowded(key)) {
                    accounts(grant.scope()).forEach(account -> index.add(key + '|' + account, grant));
                }
            }
        }
        return index.build();
    }

    private boolean isCrowded(String key) {
        return byMark.count(key) > GrantSearch.MOST_CANDIDATES;
    }

    private List<String> keys(Collection<Mark> marks) {
        return marks.stream().map(this::key).distinct().toList();
    }

    private String key(Mark mark) {
        return mark.kind() + ":" + (mark.kind() == Kind.PRINCIPAL ? people.human(mark.value()) : mark.value());
    }

    private static Collection<String> accounts(Scope scope) {
        return scope.accounts().isEmpty()
                ? Set.of(ANY_ACCOUNT)
                : scope.accounts().stream().map(Mark::folded).toList();
    }

    /** The grants that carry the mark and are in force, first those for the account, then those for any. */
    List<CoverGrant> inForce(Mark mark, String account, Instant time, long tolerance, int most) {
        String key = key(mark);
        String folded = Mark.folded(account);
        List<CoverGrant> found = new ArrayList<>();
        if (isCrowded(key)) {
            found.addAll(byMarkAndAccount.at(key + '|' + folded, time, tolerance, most));
            found.addAll(byMarkAndAccount.at(key + '|' + ANY_ACCOUNT, time, tolerance, most));
            return found;
        }
        List<CoverGrant> all = byMark.at(key, time, tolerance, GrantSearch.MOST_CANDIDATES);
        all.stream().filter(grant -> accounts(grant.scope()).contains(folded)).forEach(found::add);
        Predicate<CoverGrant> anywhere = grant -> grant.scope().accounts().isEmpty();
        all.stream().filter(anywhere).forEach(found::add);
        return found;
    }

    /** The grants that carry the mark and are in force, for whatever account. */
    List<CoverGrant> inForceAnywhere(Mark mark, Instant time, long tolerance, int most) {
        return byMark.at(key(mark), time, tolerance, most);
    }

    /** The grants in force whose holder no source names. */
    List<CoverGrant> withoutHolder(String account, Instant time, long tolerance, int most) {
        List<CoverGrant> found = new ArrayList<>(withoutHolder.at(Mark.folded(account), time, tolerance, most));
        found.addAll(withoutHolder.at(ANY_ACCOUNT, time, tolerance, most));
        return found;
    }

    Optional<CoverGrant> endedBefore(Mark mark, Instant time, Predicate<CoverGrant> wanted) {
        return byMark.endedBefore(key(mark), time, wanted);
    }

    Optional<CoverGrant> beginsAfter(Mark mark, Instant time, Predicate<CoverGrant> wanted) {
        return byMark.beginsAfter(key(mark), time, wanted);
    }

    boolean isEmpty() {
        return byMark.isEmpty() && withoutHolder.isEmpty();
    }

    /** How many grants carry the mark. */
    int carriers(Mark mark) {
        return byMark.count(key(mark));
    }
}
