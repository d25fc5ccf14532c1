package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.access.spi.Seal;
import io.breakwater.access.spi.Secret;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import java.time.Instant;

/**
 * Hands the credential to the requester, once. That it was handed out is durable before the secret leaves.
 *
 * <p>Fails with {@code NOT_FOUND} for anybody but the requester, {@code CREDENTIAL_GONE} for the second time and after the
 * end, {@code WRONG_STATE} before access is open, {@code NOT_ALLOWED} for who may not act any longer.
 */
public final class TakeCredential {
    private final Journal journal;
    private final Seal seal;

    public TakeCredential(Journal journal, Seal seal) {
        this.journal = journal;
        this.seal = seal;
    }

    /** The credential; the caller closes it. */
    public Credential take(Caller caller, GrantId id) {
        return journal.transact(tx -> take(tx, caller, id)).value();
    }

    private Credential take(Transaction tx, Caller caller, GrantId id) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Grant grant = record.grant();
        Directory.requireActive(tx, caller);
        if (!grant.terms().requester().equals(caller.person())) {
            throw OpenRecord.notFound(id);
        }
        requireThere(grant, tx.now());
        SealedCredential credential = tx.state()
                .find(SealedCredential.class, id.value())
                .orElseThrow(() -> gone(id))
                .value();
        Secret secret = credential.open(seal);
        record.append(caller.actor(), new CredentialHandedOut(grant.terms().incident(), id, caller.person()));
        return new Credential(
                grant.account().orElseThrow(),
                secret,
                credential.environment(),
                credential.secretVariable(),
                grant.endsAt().orElseThrow());
    }

    private static void requireThere(Grant grant, Instant now) {
        boolean over = grant.state() == GrantState.ENDING
                || grant.state() == GrantState.ENDED
                || grant.state() == GrantState.REVIEWED;
        if (grant.credentialShown() || over) {
            throw gone(grant.id());
        }
        if (grant.state() != GrantState.ACTIVE) {
            throw new BreakwaterException(Code.WRONG_STATE, grant.id() + " is " + grant.state() + "; nothing is open");
        }
        if (!now.isBefore(grant.endsAt().orElseThrow())) {
            throw gone(grant.id());
        }
    }

    private static BreakwaterException gone(GrantId id) {
        return new BreakwaterException(
                Code.CREDENTIAL_GONE,
                "the credential of " + id + " was handed out, or access is over; ask for new access");
    }
}
