package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentRoleReleased;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.PersonId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a role in an incident from a person. Anybody may give up a role of their own.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code WRONG_STATE} (incident not open, or the person has not the
 * role).
 */
public final class ReleaseRole {
    private final Journal journal;

    public ReleaseRole(Journal journal) {
        this.journal = journal;
    }

    /** Releases. */
    public Committed<Incident> release(Caller caller, IncidentId incident, IncidentRole role, PersonId person) {
        Act act = caller.person().equals(person) ? Act.NOTE : Act.ASSIGN_ROLE;
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, act, incident).requireOpen("take roles");
            Incident changed = file.incident().withRoles(without(file.incident(), role, person));
            file.append(new IncidentRoleReleased(incident, role, person, caller.person()));
            return file.save(changed);
        });
    }

    private static Map<IncidentRole, List<PersonId>> without(Incident incident, IncidentRole role, PersonId person) {
        Map<IncidentRole, List<PersonId>> roles = new EnumMap<>(IncidentRole.class);
        roles.putAll(incident.roles());
        List<PersonId> holders = new ArrayList<>(roles.getOrDefault(role, List.of()));
        if (!holders.remove(person)) {
            throw new BreakwaterException(Code.WRONG_STATE, person + " is not " + role);
        }
        if (holders.isEmpty()) {
            roles.remove(role);
        } else {
            roles.put(role, List.copyOf(holders));
        }
        return roles;
    }
}
