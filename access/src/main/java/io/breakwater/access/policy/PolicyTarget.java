package io.breakwater.access.policy;

import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.util.Map;
import java.util.Optional;

/**
 * A thing that can be opened, as policy declares it.
 *
 * @param provider the kind of door
 * @param settings how to reach it; secrets are only referred to ({@code env:NAME}, {@code file:PATH})
 */
public record PolicyTarget(
        TargetName name, String provider, Map<String, String> settings, Map<RoleName, PolicyRole> roles) {

    /** The role of this name, if there is one. */
    public Optional<PolicyRole> role(RoleName role) {
        return Optional.ofNullable(roles.get(role));
    }
}
