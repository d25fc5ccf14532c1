package io.breakwater.access.grant;

import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.util.Optional;

/**
 * What somebody asks for, as it was typed.
 *
 * @param breakGlass whether to go ahead without the approval policy demands
 * @param secondPerson who is with the requester while the glass is broken
 */
public record AccessRequest(
        IncidentId incident,
        TargetName target,
        RoleName role,
        long durationSeconds,
        String reason,
        Optional<String> ticket,
        boolean breakGlass,
        Optional<PersonId> secondPerson) {}
