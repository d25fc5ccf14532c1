package io.breakwater.server.token;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.PersonId;
import java.util.List;
import java.util.Map;

/**
 * What becomes of tokens when a person may no longer act.
 *
 * <p>The person's own are made useless, each by a fact. Those that others hold and that came through the person's hands,
 * who has seen their secrets, go on working, because an emergency must not lose all its people with one of them; they are
 * named, so that somebody decides, and are revoked when that is asked for. The token the asking comes with is spared, so
 * that nobody locks himself out half-way, and stays among those named.
 *
 * <p>Fails with {@code NOT_ALLOWED} for anybody but an administrator.
 */
public final class Departure {
    private final Journal journal;

    public Departure(Journal journal) {
        this.journal = journal;
    }

    /** Ends the person's own tokens, and on demand those of others; returns what others still hold through the person. */
    public List<ApiToken> end(Caller caller, PersonId person, boolean revokeIssued) {
        return journal.transact(tx -> {
                    requireAdministrator(tx, caller);
                    Tokens.tokens(tx, person).forEach(own -> end(tx, caller, own));
                    if (revokeIssued) {
                        through(tx, person).stream()
                                .filter(token -> !caller.via().equals(Tokens.via(token.value())))
                                .forEach(token -> end(tx, caller, token));
                    }
                    return values(through(tx, person));
                })
                .value();
    }

    /** The usable tokens of others that came through this person's hands. */
    public List<ApiToken> through(Caller caller, PersonId person) {
        return journal.read(tx -> {
            requireAdministrator(tx, caller);
            return values(through(tx, person));
        });
    }

    private static void end(Transaction tx, Caller caller, Stored<ApiToken> token) {
        tx.state()
                .lock(ApiToken.class, token.id())
                .filter(now -> now.value().usableAt(tx.now()))
                .ifPresent(now -> Tokens.revokeOne(tx, caller.actor(), caller.person(), now));
    }

    private static List<Stored<ApiToken>> through(Transaction tx, PersonId person) {
        return Tokens.all(tx, Map.of()).stream()
                .filter(token -> token.value().issuers().contains(person))
                .filter(token -> token.value().usableAt(tx.now()))
                .toList();
    }

    private static List<ApiToken> values(List<Stored<ApiToken>> stored) {
        return stored.stream().map(Stored::value).toList();
    }

    private static void requireAdministrator(Transaction tx, Caller caller) {
        if (!Tokens.isAdministrator(tx, caller.person())) {
            throw new BreakwaterException(Code.NOT_ALLOWED, "only administrators see whose hands tokens came through");
        }
    }
}
