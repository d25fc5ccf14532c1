package io.breakwater.response.incident;

import static io.breakwater.model.Function.ADMINISTRATOR;
import static io.breakwater.model.Function.AUDITOR;
import static io.breakwater.model.Function.ENGINEERING_APPROVER;
import static io.breakwater.model.Function.SECURITY_APPROVER;

import io.breakwater.model.Function;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a person can do with incidents, and who may: whoever holds one of the functions, or one of the roles in the
 * incident at hand. Nobody else.
 *
 * <p>A person who is not active may do nothing, and so may a person who is not in the directory.
 */
public enum Act {
    READ("read incidents, timelines and readiness", EnumSet.allOf(Function.class), Set.of()),
    DECLARE("declare an incident", Who.RESPONDERS, Set.of()),
    ASSIGN_ROLE("give and take roles in an incident", Who.LEADERS, Set.of(IncidentRole.COMMANDER)),
    CHANGE_SEVERITY(
            "change the severity", Set.of(Function.COMMANDER, SECURITY_APPROVER, ADMINISTRATOR), Who.COMMANDING),
    NOTE("write notes", Who.RESPONDERS, Set.of(IncidentRole.values())),
    AMEND("amend facts", Who.RESPONDERS, Set.of(IncidentRole.values())),
    ATTACH("attach evidence", Who.RESPONDERS, Set.of(IncidentRole.values())),
    ERASE("erase content", Set.of(ADMINISTRATOR), Set.of()),
    CLAIM_TICKET("name a ticket", Who.RESPONDERS, Set.of(IncidentRole.values())),
    DECIDE_TICKET(
            "confirm or refute a ticket that another human named",
            Set.of(Function.COMMANDER, SECURITY_APPROVER, ADMINISTRATOR),
            Set.of()),
    INVOLVE_PERSONAL_DATA("say that personal data is involved", Who.RESPONDERS, Set.of(IncidentRole.values())),
    NOTIFY(
            "record a notification",
            Set.of(Function.COMMANDER, SECURITY_APPROVER, ADMINISTRATOR),
            Set.of(IncidentRole.COMMANDER, IncidentRole.COMMUNICATIONS, IncidentRole.SECURITY)),
    REVIEW(
            "record the review after the incident",
            Set.of(Function.COMMANDER, SECURITY_APPROVER, ENGINEERING_APPROVER, ADMINISTRATOR),
            Who.COMMANDING),
    CLOSE("close an incident", Who.LEADERS, Who.COMMANDING),
    REOPEN("open an incident again", Set.of(Function.COMMANDER, SECURITY_APPROVER, ADMINISTRATOR), Who.COMMANDING);

    private final String words;
    private final Set<Function> functions;
    private final Set<IncidentRole> roles;

    Act(String words, Set<Function> functions, Set<IncidentRole> roles) {
        this.words = words;
        this.functions = Set.copyOf(functions);
        this.roles = Set.copyOf(roles);
    }

    /** What is done, to follow "may": {@code close an incident}. */
    public String words() {
        return words;
    }

    /** The functions that allow it in every incident. */
    public Set<Function> functions() {
        return functions;
    }

    /** The roles that allow it in the incident where they are held. */
    public Set<IncidentRole> roles() {
        return roles;
    }

    /** Whether the person may, given who has which role in the incident at hand. */
    boolean allows(Person person, Map<IncidentRole, List<PersonId>> rolesHeld) {
        return person.active()
                && (person.functions().stream().anyMatch(functions::contains)
                        || roles.stream().anyMatch(role -> holds(rolesHeld, role, person.id())));
    }

    private static boolean holds(Map<IncidentRole, List<PersonId>> held, IncidentRole role, PersonId person) {
        return held.getOrDefault(role, List.of()).contains(person);
    }

    /** Sets of functions and roles that several acts share. */
    private static final class Who {
        static final Set<Function> RESPONDERS = EnumSet.complementOf(EnumSet.of(AUDITOR));
        static final Set<Function> LEADERS = Set.of(Function.COMMANDER, ADMINISTRATOR);
        static final Set<IncidentRole> COMMANDING = Set.of(IncidentRole.COMMANDER);
    }
}
