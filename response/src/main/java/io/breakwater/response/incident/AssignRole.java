package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a person a role in an incident.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (incident, person), {@code WRONG_STATE} (incident not open, the
 * person is not active or has the role).
 */
public final class AssignRole {
    private final Journal journal;

    public AssignRole(Journal journal) {
        this.journal = journal;
    }

    /** Assigns. */
    public Committed<Incident> assign(Caller caller, IncidentId incident, IncidentRole role, PersonId person) {
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.ASSIGN_ROLE, incident).requireOpen("give roles");
            requireActive(CaseFile.person(tx, person), person);
            Incident changed = file.incident().withRoles(with(file.incident(), role, person));
            file.append(new IncidentRoleAssigned(incident, role, person, caller.person()));
            return file.save(changed);
        });
    }

    private static Map<IncidentRole, List<PersonId>> with(Incident incident, IncidentRole role, PersonId person) {
        Map<IncidentRole, List<PersonId>> roles = new EnumMap<>(IncidentRole.class);
        roles.putAll(incident.roles());
        List<PersonId> holders = new ArrayList<>(roles.getOrDefault(role, List.of()));
        if (holders.contains(person)) {
            throw new BreakwaterException(Code.WRONG_STATE, person + " is " + role + " already");
        }
        holders.add(person);
        roles.put(role, List.copyOf(holders));
        return roles;
    }

    private static void requireActive(Optional<Person> found, PersonId id) {
        Person person = found.orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no person " + id));
        if (!person.active() || person.functions().isEmpty()) {
            throw new BreakwaterException(Code.WRONG_STATE, id + " is not active, or has no function");
        }
    }
}
