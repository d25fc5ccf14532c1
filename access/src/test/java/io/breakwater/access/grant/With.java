package io.breakwater.access.grant;

import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.util.Optional;

/** A request with one thing different. */
record With(AccessRequest done) {
    With incident(String id) {
        return new With(new AccessRequest(
                new IncidentId(id),
                done.target(),
                done.role(),
                done.durationSeconds(),
                done.reason(),
                done.ticket(),
                done.breakGlass(),
                done.secondPerson()));
    }

    With role(String role) {
        return copy(new RoleName(role), done.durationSeconds(), done.reason(), done.ticket(), done.secondPerson());
    }

    With seconds(long seconds) {
        return copy(done.role(), seconds, done.reason(), done.ticket(), done.secondPerson());
    }

    With reason(String reason) {
        return copy(done.role(), done.durationSeconds(), reason, done.ticket(), done.secondPerson());
    }

    With ticket(String ticket) {
        return copy(done.role(), done.durationSeconds(), done.reason(), Optional.of(ticket), done.secondPerson());
    }

    With second(String person) {
        return copy(
                done.role(), done.durationSeconds(), done.reason(), done.ticket(), Optional.of(new PersonId(person)));
    }

    private With copy(RoleName role, long seconds, String reason, Optional<String> ticket, Optional<PersonId> second) {
        return new With(new AccessRequest(
                done.incident(),
                new TargetName("orders-db"),
                role,
                seconds,
                reason,
                ticket,
                done.breakGlass(),
                second));
    }
}
