package io.breakwater.model;

import java.util.Set;

/**
 * The authenticated person behind a command. What the person may do is looked up when the command decides, not here.
 *
 * @param via the means of authentication, as {@code token:TK-…}; never a secret
 * @param issuers everybody else through whose hands the means of authentication came: each of them could have kept it,
 *     so nothing that is about their access is decided with it
 */
public record Caller(PersonId person, String via, Set<PersonId> issuers) {
    public Caller {
        issuers = Set.copyOf(issuers);
    }

    /** A caller whose means of authentication nobody else has had. */
    public Caller(PersonId person, String via) {
        this(person, via, Set.of());
    }

    /** The caller as an actor on a fact. */
    public Actor actor() {
        return Actor.person(person, via);
    }
}
