package io.breakwater.detect.azure;

import io.breakwater.detect.event.RecordFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who got which role where, out of an audit event of Privileged Identity Management. Its targets have a {@code type};
 * queries that people share go by their position instead, which holds only for some of the activities. Position is used
 * here where no target has a type that says something.
 */
record PimTargets(Optional<RecordFields> role, Optional<RecordFields> member, Optional<RecordFields> scope) {
    private static final int ROLE = 0;
    private static final int MEMBER = 2;
    private static final int SCOPE = 3;
    private static final List<String> MEMBERS = List.of("User", "Group", "ServicePrincipal");
    private static final List<String> SCOPES = List.of("Directory", "Subscription", "ResourceGroup", "Resource");

    static PimTargets of(List<RecordFields> targets) {
        boolean isTyped = targets.stream().anyMatch(target -> isOneOf(target, List.of("Role")) || isMember(target));
        return isTyped ? byType(targets) : byPosition(targets);
    }

    private static PimTargets byType(List<RecordFields> targets) {
        return new PimTargets(first(targets, List.of("Role")), first(targets, MEMBERS), first(targets, SCOPES));
    }

    private static PimTargets byPosition(List<RecordFields> targets) {
        return new PimTargets(at(targets, ROLE), at(targets, MEMBER), at(targets, SCOPE));
    }

    private static boolean isMember(RecordFields target) {
        return isOneOf(target, MEMBERS);
    }

    private static boolean isOneOf(RecordFields target, List<String> types) {
        return types.stream().anyMatch(target.text("type")::equalsIgnoreCase);
    }

    private static Optional<RecordFields> first(List<RecordFields> targets, List<String> types) {
        return targets.stream().filter(target -> isOneOf(target, types)).findFirst();
    }

    private static Optional<RecordFields> at(List<RecordFields> targets, int place) {
        return place < targets.size() ? Optional.of(targets.get(place)) : Optional.empty();
    }

    /** The role, who got it, and where, as far as they are known. */
    List<RecordFields> inOrder() {
        List<RecordFields> all = new ArrayList<>();
        Stream.of(role, member, scope).flatMap(Optional::stream).forEach(all::add);
        return all;
    }
}
