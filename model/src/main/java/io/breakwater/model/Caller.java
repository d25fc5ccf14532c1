package io.breakwater.model;

/**
 * The authenticated person behind a command. What the person may do is looked up when the command decides, not here.
 *
 * @param via the means of authentication, as {@code token:TK-…}; never a secret
 */
public record Caller(PersonId person, String via) {
    /** The caller as an actor on a fact. */
    public Actor actor() {
        return Actor.person(person, via);
    }
}
