package io.breakwater.access.policy;

import io.breakwater.access.people.Directory;
import io.breakwater.access.spi.Providers;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Caller;
import io.breakwater.model.HouseFact.PolicyChanged;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Puts another policy in force.
 *
 * <p>Fails with {@code NOT_ALLOWED} for anybody but an administrator, and {@link PolicyInvalid} with everything that is
 * wrong with the document. The same document again changes nothing.
 */
public final class ChangePolicy {
    private static final String MEDIA_TYPE = "application/yaml";
    private final Journal journal;
    private final Providers providers;

    public ChangePolicy(Journal journal, Providers providers) {
        this.journal = journal;
        this.providers = providers;
    }

    /** Checks the document, records who put it in force, and does so. */
    public PolicyInForce change(Caller caller, String document) {
        journal.read(tx -> Directory.requireAdministrator(tx, caller));
        Policy policy = Policy.parse(document, providers);
        return journal.transact(tx -> put(tx, caller, document, policy.digest()))
                .value();
    }

    private PolicyInForce put(Transaction tx, Caller caller, String document, String digest) {
        Directory.requireAdministrator(tx, caller);
        Optional<Stored<PolicyInForce>> before = tx.state().lock(PolicyInForce.class, PolicyInForce.ID);
        if (before.isPresent() && before.get().value().digest().equals(digest)) {
            return before.get().value();
        }
        var content = tx.keep(MEDIA_TYPE, document.getBytes(StandardCharsets.UTF_8));
        PolicyInForce after = new PolicyInForce(digest, document, content, tx.now(), caller.person());
        tx.append(
                caller.actor(),
                new PolicyChanged(before.map(b -> b.value().digest()), digest, content, caller.person()));
        if (before.isPresent()) {
            tx.state().update(before.get(), after);
        } else {
            tx.state().insert(PolicyInForce.ID, after);
        }
        return after;
    }
}
