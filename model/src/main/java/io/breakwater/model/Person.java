package io.breakwater.model;

import java.util.Set;

/**
 * Somebody who acts.
 *
 * @param displayName for people to read; personal data, so it is in no fact
 * @param functions what the person is trusted to do now
 * @param human names the human being: two persons with the same value are one human under two names, and neither may
 *     approve for the other
 * @param active whether the person may act at all
 */
public record Person(PersonId id, String displayName, Set<Function> functions, String human, boolean active) {
    /** Whether both are the same human being, under whatever names. */
    public boolean sameHumanAs(Person other) {
        return id.equals(other.id) || human.equals(other.human);
    }
}
