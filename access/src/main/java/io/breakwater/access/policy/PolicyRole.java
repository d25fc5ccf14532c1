package io.breakwater.access.policy;

import com.google.re2j.Pattern;
import io.breakwater.model.Function;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A permission level on a target, and what is demanded of who asks for it.
 *
 * @param settings the target's settings and the role's own, together: what the provider needs to open and close it
 * @param askingFunctions who holds one of these may ask
 * @param askingPeople these may ask, whatever they hold
 * @param quorum approvals demanded before access, per function; when empty, approval afterwards is owed
 * @param reviewers who may approve afterwards
 * @param reviewWithin how soon approval afterwards is due; never over 72 h (R21)
 * @param longest how long a grant may last; never over 24 h (R20)
 * @param waits how long a request may wait for decisions
 */
public record PolicyRole(
        RoleName name,
        Map<String, String> settings,
        Set<Function> askingFunctions,
        Set<PersonId> askingPeople,
        Map<Function, Integer> quorum,
        List<Function> reviewers,
        Duration reviewWithin,
        Duration longest,
        Duration waits,
        int reasonMinLength,
        Optional<Pattern> reasonPattern,
        boolean ticketRequired,
        Optional<Pattern> ticketPattern,
        boolean breakGlassAllowed,
        OptionalInt severityAtMost) {

    /** Whether the person may ask for this role at all. */
    public boolean mayBeAskedForBy(Person person) {
        return askingPeople.contains(person.id()) || !Collections.disjoint(askingFunctions, person.functions());
    }

    /** Whether an incident of this severity is severe enough. */
    public boolean allowedAt(Severity severity) {
        return severityAtMost.isEmpty() || severity.level() <= severityAtMost.getAsInt();
    }
}
