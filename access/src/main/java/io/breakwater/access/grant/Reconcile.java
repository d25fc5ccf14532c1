package io.breakwater.access.grant;

import io.breakwater.access.policy.PolicyBook;
import io.breakwater.access.policy.PolicyTarget;
import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.AccessProvider.FoundAccount;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Providers;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.TargetName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what the targets hold with what the grants explain. The target is read first: what it says is true, and an
 * account under our prefix that no grant explains is a finding, once, until it is gone.
 */
public final class Reconcile {
    private static final List<String> PLACE = List.of("host", "port");
    private static final int MANY = 10_000;

    private final Journal journal;
    private final PolicyBook book;
    private final Providers providers;

    public Reconcile(Journal journal, PolicyBook book, Providers providers) {
        this.journal = journal;
        this.book = book;
        this.providers = providers;
    }

    /**
     * What one round showed.
     *
     * @param unreachable targets of which nothing was learned, and why
     */
    public record Result(List<StrayAccount> found, List<StrayAccount> gone, Map<TargetName, String> unreachable) {}

    /** The findings that stand. */
    public List<StrayAccount> findings() {
        return journal.read(tx -> tx.state().list(StrayAccount.class, Map.of(), "", MANY).stream()
                .map(Stored::value)
                .toList());
    }

    /**
     * Reads every target of the policy in force.
     *
     * @throws io.breakwater.model.BreakwaterException {@code POLICY_BROKEN} when there is none to go by
     */
    public Result reconcile() {
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new TreeMap<>(this::byName));
        for (PolicyTarget target : journal.read(book::policy).targets().values()) {
            reconcile(target, result);
        }
        return result;
    }

    private int byName(TargetName a, TargetName b) {
        return a.value().compareTo(b.value());
    }

    private void reconcile(PolicyTarget target, Result result) {
        Instant begun = journal.read(Transaction::now);
        List<FoundAccount> accounts;
        try {
            AccessProvider door = providers
                    .ofKind(target.provider())
                    .orElseThrow(() -> new ProviderException.Unreachable(
                            "no provider of the kind " + target.provider(), new IllegalStateException()));
            accounts = door.accounts(target.name(), target.settings());
        } catch (ProviderException e) {
            result.unreachable().put(target.name(), Said.by(e));
            return;
        }
        Result round =
                journal.transact(tx -> compare(tx, target, accounts, begun)).value();
        result.found().addAll(round.found());
        result.gone().addAll(round.gone());
    }

    private static Result compare(Transaction tx, PolicyTarget read, List<FoundAccount> accounts, Instant begun) {
        TargetName target = read.name();
        Result round = new Result(new ArrayList<>(), new ArrayList<>(), Map.of());
        Set<String> strays = new HashSet<>();
        for (FoundAccount account : accounts) {
            if (!isExplained(tx, read, account.account(), begun)) {
                strays.add(StrayAccount.idOf(target, account.account()));
                StrayAccount.find(tx, target, account.account(), account.note()).ifPresent(round.found()::add);
            }
        }
        for (Stored<StrayAccount> known :
                tx.state().list(StrayAccount.class, Map.of("target", target.value()), "", MANY)) {
            if (!strays.contains(known.id())) {
                StrayAccount.gone(tx, target, known.value().account());
                round.gone().add(known.value());
            }
        }
        return round;
    }

    /** Whether a grant there that may be open, or that ended while the target was being read, owns the account. */
    private static boolean isExplained(Transaction tx, PolicyTarget target, String account, Instant begun) {
        return tx.state().list(Grant.class, Map.of("account", account), "", MANY).stream()
                .map(Stored::value)
                .filter(grant -> isAt(target, grant.terms()))
                .anyMatch(grant -> grant.state().mayBeOpen()
                        || grant.endedAt().filter(end -> !end.isBefore(begun)).isPresent());
    }

    /** Two targets may be one server, whose accounts are then seen at both. */
    private static boolean isAt(PolicyTarget target, GrantTerms terms) {
        boolean sameServer = terms.settings().containsKey("host")
                && PLACE.stream()
                        .allMatch(key -> Objects.equals(
                                terms.settings().get(key), target.settings().get(key)));
        return terms.target().equals(target.name())
                || sameServer && terms.provider().equals(target.provider());
    }
}
