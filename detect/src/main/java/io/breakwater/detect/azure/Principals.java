package io.breakwater.detect.azure;

import io.breakwater.detect.event.Principal;
import java.util.Optional;

/** Principals without what only AWS has. */
final class Principals {
    private Principals() {}

    static Principal of(String kind, String id, String name, String tenant) {
        return of(kind, id, name, tenant, Optional.empty());
    }

    static Principal of(String kind, String id, String name, String tenant, Optional<Boolean> mfa) {
        return new Principal(
                kind, id, name, tenant, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), mfa);
    }
}
