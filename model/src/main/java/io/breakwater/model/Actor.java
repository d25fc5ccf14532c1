package io.breakwater.model;

import java.util.Optional;

/**
 * Who did it: {@code person:alice} or {@code system:clock}, and by which means ({@code token:TK-…}, {@code local}).
 *
 * @param name kind and name, separated by a colon
 * @param via the means of authentication; never a secret
 */
public record Actor(String name, String via) {
    /** A person who authenticated by the given means. */
    public static Actor person(PersonId person, String via) {
        return new Actor("person:" + person.value(), via);
    }

    /** A part of Breakwater acting by itself: {@code clock}, {@code follower}, {@code reconciler}. */
    public static Actor system(String part) {
        return new Actor("system:" + part, "local");
    }

    /** The person, when it was one. */
    public Optional<PersonId> person() {
        return name.startsWith("person:")
                ? Optional.of(new PersonId(name.substring("person:".length())))
                : Optional.empty();
    }
}
