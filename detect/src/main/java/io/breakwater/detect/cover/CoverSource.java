package io.breakwater.detect.cover;

import java.util.Optional;
import java.util.Set;

/**
 * A place cover was read from, and how far it can be believed to be complete.
 *
 * @param name the file or system
 * @param system what kind of system it is, such as {@code Jira}: several exports of one system complete each other
 * @param gives which parts it can give
 * @param complete the time for which it has everything; open where it is not an export but the thing itself
 * @param trouble why (part of) it could not be read; empty when all was
 */
public record CoverSource(String name, String system, Set<CoverPart> gives, Window complete, Optional<String> trouble) {
    public CoverSource {
        gives = Set.copyOf(gives);
    }
}
