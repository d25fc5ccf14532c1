package io.breakwater.access.grant;

import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Providers;
import io.breakwater.ledger.Journal;
import io.breakwater.model.Actor;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantState;
import java.time.Instant;

/**
 * Asks the targets whether credentials that were handed out have been used; a target that cannot be asked says nothing.
 * {@link ProveRevocation} asks a last time before it closes the door, so that short use is not missed.
 */
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
            if (isUsed(doors, grant)) {
                journal.transact(tx -> {
                    OpenRecord record = OpenRecord.lock(tx, grant.id());
                    record(record, tx.now());
                    return record.grant();
                });
            }
        }
    }

    /** Whether a credential that was handed out, and of which no use is on the record, was used. */
    static boolean isUsed(Doors doors, Grant grant) {
        try {
            return grant.credentialShown()
                    && grant.usedAt().isEmpty()
                    && doors.of(grant.terms()).used(Doors.opening(grant));
        } catch (ProviderException e) {
            // Not seen is not the same as not used: nothing is recorded.
            return false;
        }
    }

    /** Puts on the record that use was seen, once. */
    static void record(OpenRecord record, Instant seenAt) {
        Grant grant = record.grant();
        if (grant.usedAt().isEmpty()) {
            record.append(
                    OBSERVER,
                    new CredentialUsed(
                            grant.terms().incident(),
                            grant.id(),
                            grant.account().orElseThrow(),
                            seenAt));
        }
    }
}
