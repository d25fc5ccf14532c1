package io.breakwater.access.grant;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.access.spi.AccessProvider.Probe;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Providers;
import io.breakwater.access.spi.Seal;
import io.breakwater.access.spi.Secret;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantActivationFailed;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Opens the door of a grant that was decided. Evidence before effect: the intent is durable before the target is asked.
 *
 * <p>The grant comes back {@code ACTIVE}, or {@code ENDING} when opening failed or nobody knows whether it did: whatever
 * may be open is then closed and proven closed like any access. Fails with {@code WRONG_STATE} when the grant is not
 * decided or somebody else is opening it, and {@code POLICY_REFUSES} when the decision does not hold any longer (an
 * approver lost the function, the requester may not act, the incident is closed); the grant is withdrawn then.
 *
 * <p>A crash after the intent leaves it {@code INTENDED}; the clock finds it and ends it.
 */
public final class OpenGrant {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SECRET_LENGTH = 32;

    private final Journal journal;
    private final Doors doors;
    private final Seal seal;
    private final RandomGenerator random;

    /**
     * The use case.
     *
     * @param random where secrets come from: a {@link java.security.SecureRandom} outside tests
     */
    public OpenGrant(Journal journal, Providers providers, Seal seal, RandomGenerator random) {
        this.journal = journal;
        this.doors = new Doors(providers);
        this.seal = seal;
        this.random = random;
    }

    /** Opens the door; anybody may say so, since everything was decided before. */
    public Grant open(Actor actor, GrantId id) {
        char[] secret = newSecret();
        try (Secret closing = new Secret(secret)) {
            Grant intended = journal.transact(tx -> intend(tx, actor, id, secret))
                    .value()
                    .orThrow();
            return act(actor, intended, closing);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private Refusal intend(Transaction tx, Actor actor, GrantId id, char[] secret) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Grant grant = record.grant();
        GrantTerms terms = grant.terms();
        if (!grant.state().mayBecome(GrantState.INTENDED)) {
            throw new BreakwaterException(Code.WRONG_STATE, id + " is " + grant.state() + " and cannot be opened");
        }
        Optional<String> against = Conditions.againstOpening(tx, grant);
        if (against.isPresent()) {
            record.append(actor, new GrantWithdrawn(terms.incident(), id, against.get()));
            return Refusal.of(Code.POLICY_REFUSES, id + " was withdrawn: " + against.get());
        }
        record.append(
                actor,
                new GrantIntended(
                        terms.incident(),
                        id,
                        terms.requester(),
                        terms.target(),
                        terms.role(),
                        accountOf(terms),
                        tx.now().plus(grant.duration())));
        tx.state().insert(id.value(), SealedCredential.of(id, secret, seal));
        return Refusal.none(record.grant());
    }

    private String accountOf(GrantTerms terms) {
        try {
            return doors.of(terms).accountFor(terms.grant(), terms.requester());
        } catch (ProviderException e) {
            throw new BreakwaterException(Code.POLICY_BROKEN, Said.by(e), e);
        }
    }

    private Grant act(Actor actor, Grant intended, Secret secret) {
        AccessProvider door = doors.of(intended.terms());
        Handout handout;
        try {
            handout = door.open(Doors.opening(intended), secret);
        } catch (ProviderException.Refused e) {
            return failed(actor, intended, true, e);
        } catch (ProviderException.Unreachable e) {
            return failed(actor, intended, false, e);
        }
        Grant grant =
                journal.transact(tx -> activate(tx, actor, intended, handout)).value();
        if (!grant.state().mayBeOpen()) {
            closeAgain(door, intended, secret);
        }
        return grant;
    }

    /** It was proven closed while it was still being opened: it may be open now, and nobody else will look. */
    private void closeAgain(AccessProvider door, Grant intended, Secret secret) {
        Probe probe = tryToClose(door, intended, secret);
        if (!probe.refused()) {
            throw new BreakwaterException(
                    Code.TARGET_UNREACHABLE,
                    intended.id() + " opened after it had ended and is not proven closed; it is a stray account now: "
                            + probe.answer());
        }
        journal.transact(tx -> {
            StrayAccount.gone(tx, intended.terms().target(), intended.account().orElseThrow());
            return intended.id();
        });
    }

    private static Probe tryToClose(AccessProvider door, Grant intended, Secret secret) {
        try {
            door.close(Doors.opening(intended));
            return door.probe(Doors.opening(intended), secret);
        } catch (ProviderException e) {
            return new Probe(false, Said.by(e));
        }
    }

    private static Grant activate(Transaction tx, Actor actor, Grant intended, Handout handout) {
        GrantId id = intended.id();
        OpenRecord record = OpenRecord.lock(tx, id);
        if (!record.grant().state().mayBeOpen()) {
            // On the record before anything is tried: should that fail too, the finding stands until it is gone.
            StrayAccount.find(
                    tx, intended.terms().target(), handout.account(), id + " opened after it had been proven closed");
            return record.grant();
        } else if (record.grant().state() != GrantState.INTENDED) {
            outdateProofs(record, actor, tx.now());
            return record.grant();
        }
        record.append(
                actor,
                new GrantActivated(
                        intended.terms().incident(),
                        id,
                        intended.terms().requester(),
                        handout.account(),
                        intended.endsAt().orElseThrow()));
        Stored<SealedCredential> credential =
                tx.state().lock(SealedCredential.class, id.value()).orElseThrow();
        tx.state().update(credential, credential.value().with(handout));
        return record.grant();
    }

    /** An attempt to close that began before the door had opened proves nothing: it has to see that it is outdated. */
    private static void outdateProofs(OpenRecord record, Actor actor, Instant now) {
        Grant grant = record.grant();
        if (grant.state() == GrantState.ENDING) {
            int attempt = grant.revocationAttempts() + 1;
            record.append(
                    actor,
                    new RevocationUnproven(
                            grant.terms().incident(),
                            grant.id(),
                            attempt,
                            "the door opened after its end was ordered",
                            now));
        }
    }

    private Grant failed(Actor actor, Grant intended, boolean outcomeKnown, ProviderException why) {
        return journal.transact(tx -> {
                    OpenRecord record = OpenRecord.lock(tx, intended.id());
                    if (record.grant().state() == GrantState.INTENDED) {
                        record.append(actor, failure(intended, outcomeKnown, Said.by(why)));
                    }
                    return record.grant();
                })
                .value();
    }

    static GrantActivationFailed failure(Grant intended, boolean outcomeKnown, String why) {
        return new GrantActivationFailed(
                intended.terms().incident(), intended.id(), intended.account().orElseThrow(), outcomeKnown, why);
    }

    private char[] newSecret() {
        char[] secret = new char[SECRET_LENGTH];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return secret;
    }
}
