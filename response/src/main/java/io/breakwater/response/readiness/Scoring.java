package io.breakwater.response.readiness;

import io.breakwater.model.TicketClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How a dossier scores against the three audit blockers. */
final class Scoring {
    private Scoring() {}

    /** @param alsoMissing what else is known to be missing from the trail, in words */
    static List<Blocker> of(Dossier dossier, List<String> alsoMissing) {
        List<String> trail = new ArrayList<>(alsoMissing);
        trail.addAll(trail(dossier));
        return List.of(
                Blocker.of(Blocker.INCOMPLETE_TRAIL, trail, "iso27001:A.5.28", "soc2:CC7.2"),
                Blocker.of(Blocker.UNREVIEWED_ACCESS, access(dossier), "iso27001:A.5.18", "soc2:CC6.3"),
                Blocker.of(Blocker.UNDOCUMENTED_CHANGE, change(dossier), "iso27001:A.8.32", "soc2:CC8.1"));
    }

    private static List<String> trail(Dossier dossier) {
        List<String> reasons = new ArrayList<>();
        if (!dossier.missing().isEmpty()) {
            reasons.add("facts with these numbers are missing: " + dossier.missing());
        }
        names(dossier.grants(), GrantTrail::unexplained)
                .ifPresent(names -> reasons.add(
                        "a credential was handed out, was not seen in use, and nobody else explained it: " + names));
        unrecorded(dossier).ifPresent(reasons::add);
        return reasons;
    }

    private static Optional<String> unrecorded(Dossier dossier) {
        long without = dossier.grants().values().stream()
                .filter(GrantTrail::withoutSession)
                .count();
        return without <= dossier.sessions()
                ? Optional.empty()
                : names(dossier.grants(), GrantTrail::withoutSession)
                        .map(names ->
                                "a credential was used and no recording or transcript of the session is attached: "
                                        + names);
    }

    private static List<String> access(Dossier dossier) {
        return names(dossier.grants(), GrantTrail::unreviewed)
                .map(names -> "approval afterwards is owed, and nobody has reviewed: " + names)
                .stream()
                .toList();
    }

    private static List<String> change(Dossier dossier) {
        List<String> reasons = new ArrayList<>();
        if (dossier.tickets().values().stream().noneMatch(TicketTrail::confirmed)) {
            reasons.add("there is no confirmed ticket");
        }
        names(dossier.tickets(), ticket -> ticket.status() == TicketClaim.Status.CLAIMED)
                .ifPresent(names -> reasons.add("nobody has confirmed: " + names));
        names(dossier.tickets(), ticket -> ticket.status() == TicketClaim.Status.REFUTED && !ticket.explained())
                .ifPresent(names -> reasons.add("refuted, and nobody else explained it: " + names));
        if (!dossier.reviewed()) {
            reasons.add("the review after the incident was not held");
        }
        return reasons;
    }

    private static <T> Optional<String> names(Map<String, T> trails, Predicate<T> which) {
        String names = trails.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }
}
