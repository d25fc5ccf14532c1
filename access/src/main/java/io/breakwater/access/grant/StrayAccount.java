package io.breakwater.access.grant;

import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import io.breakwater.model.TargetName;
import java.time.Instant;
import java.util.Optional;

/**
 * An account under Breakwater's prefix that no grant explains: a finding until it is gone.
 *
 * @param detail what the target keeps beside the account, and what is known of it here
 */
public record StrayAccount(TargetName target, String account, String detail, Instant foundAt) {
    private static final Actor RECONCILER = Actor.system("reconciler");

    static String idOf(TargetName target, String account) {
        return target + "/" + account;
    }

    /** Puts the finding on the record, unless it stands already. */
    static Optional<StrayAccount> find(Transaction tx, TargetName target, String account, String detail) {
        String id = idOf(target, account);
        if (tx.state().lock(StrayAccount.class, id).isPresent()) {
            return Optional.empty();
        }
        StrayAccount stray = new StrayAccount(target, account, Said.cut(detail), tx.now());
        tx.append(RECONCILER, new StrayAccountFound(target, account, stray.detail()));
        tx.state().insert(id, stray);
        return Optional.of(stray);
    }

    /** Puts the end of the finding on the record, if it stands. */
    static void gone(Transaction tx, TargetName target, String account) {
        String id = idOf(target, account);
        if (tx.state().lock(StrayAccount.class, id).isPresent()) {
            tx.append(RECONCILER, new StrayAccountGone(target, account));
            tx.state().delete(StrayAccount.class, id);
        }
    }
}
