package io.breakwater.response.debt;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.HouseFact.DebtRulesChanged;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The rules as the record has them: a change is a fact, and the debts' follower goes by the new ones from that fact on.
 *
 * <p>So every debt is opened by the rules that were in force at the place of its fact, however late it is followed, and by
 * whichever server.
 */
public final class RulesOnRecord {
    private static final String ID = "debts";
    private static final int MOST = 10_000;

    private final DebtRules standard;
    private final AtomicReference<@Nullable Read> last = new AtomicReference<>();

    public RulesOnRecord(DebtRules standard) {
        this.standard = standard;
    }

    /** Which rules of one's own were put in force last; no digest when none are. */
    record DebtRulesInForce(Optional<String> digest, Instant since) {}

    /** A document that was in force once; its name is its digest. */
    record DebtRulesEdition(String document) {}

    /** Which rules of one's own the follower goes by. */
    record DebtRulesFollowed(Optional<String> digest) {}

    private record Read(long version, DebtRules rules) {}

    /** Puts the rules of one's own on the record, or that there are none, unless they were in force already. */
    public static void adopt(Journal journal, Optional<OwnDebtRules> own) {
        journal.transact(tx -> {
            Optional<Stored<DebtRulesInForce>> before = tx.state().lock(DebtRulesInForce.class, ID);
            Optional<String> digestBefore =
                    before.flatMap(stored -> stored.value().digest());
            Optional<String> digest = own.map(OwnDebtRules::digest);
            if (!digest.equals(digestBefore)) {
                Optional<ContentRef> content = own.map(rules -> keep(tx, rules));
                tx.append(Actor.system("settings"), new DebtRulesChanged(digestBefore, digest, content));
                put(tx, before, new DebtRulesInForce(digest, tx.now()));
            }
            return digest;
        });
    }

    private static ContentRef keep(Transaction tx, OwnDebtRules rules) {
        if (tx.state().find(DebtRulesEdition.class, rules.digest()).isEmpty()) {
            tx.state().insert(rules.digest(), new DebtRulesEdition(rules.document()));
        }
        return tx.keep("application/yaml", rules.document().getBytes(StandardCharsets.UTF_8));
    }

    private static <T> void put(Transaction tx, Optional<Stored<T>> before, T after) {
        if (before.isPresent()) {
            tx.state().update(before.get(), after);
        } else {
            tx.state().insert(ID, after);
        }
    }

    /** The rules in force, as they were put on the record last. */
    public DebtRules inForce(Transaction tx) {
        return rules(
                tx,
                tx.state()
                        .find(DebtRulesInForce.class, ID)
                        .flatMap(stored -> stored.value().digest()));
    }

    /** From this fact on, the follower goes by other rules. */
    void follow(Transaction tx, DebtRulesChanged changed) {
        put(tx, tx.state().lock(DebtRulesFollowed.class, ID), new DebtRulesFollowed(changed.after()));
    }

    /** The rules the follower goes by. */
    DebtRules followed(Transaction tx) {
        Optional<Stored<DebtRulesFollowed>> followed = tx.state().find(DebtRulesFollowed.class, ID);
        if (followed.isEmpty()) {
            return standard;
        }
        long version = followed.get().version();
        Read read = last.get();
        if (read == null || read.version() != version) {
            read = new Read(version, rules(tx, followed.get().value().digest()));
            last.set(read);
        }
        return read.rules();
    }

    private DebtRules rules(Transaction tx, Optional<String> inForce) {
        List<OwnDebtRules> editions = tx.state().list(DebtRulesEdition.class, Map.of(), "", MOST).stream()
                .map(stored -> OwnDebtRules.onRecord(stored.value().document()))
                .toList();
        return standard.with(editions, inForce);
    }
}
