package io.breakwater.access.grant;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Providers;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantState;

/** Asks the targets whether credentials that were handed out have been used; a target that cannot be asked says nothing. */
public final class ObserveUse {
    private static final Actor OBSERVER = Actor.system("observer");
    private final Journal journal;
    private final Doors doors;

    public ObserveUse(Journal journal, Providers providers) {
        this.journal = journal;
        this.doors = new Doors(providers);
    }

    /** Asks for every open grant whose credential was handed out and not yet seen in use. */
    public void observe() {
        for (Grant grant : Grants.inState(journal, GrantState.ACTIVE)) {
            if (grant.credentialShown() && grant.usedAt().isEmpty() && isUsed(grant)) {
                journal.transact(tx -> record(tx, grant));
            }
        }
    }

    private boolean isUsed(Grant grant) {
        try {
            AccessProvider door = doors.of(grant.terms());
            return door.used(Doors.opening(grant));
        } catch (ProviderException e) {
            // Not seen is not the same as not used: nothing is recorded, and it is asked again.
            return false;
        }
    }

    private static Grant record(Transaction tx, Grant seen) {
        OpenRecord record = OpenRecord.lock(tx, seen.id());
        Grant grant = record.grant();
        if (grant.usedAt().isEmpty()) {
            record.append(
                    OBSERVER,
                    new CredentialUsed(
                            grant.terms().incident(),
                            grant.id(),
                            grant.account().orElseThrow(),
                            tx.now()));
        }
        return record.grant();
    }
}
