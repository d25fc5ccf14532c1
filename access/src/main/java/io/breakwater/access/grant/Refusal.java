package io.breakwater.access.grant;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import java.util.Optional;

/**
 * How an attempt to decide ended: with the grant as it is now, or with a refusal that is on the record already. The
 * refusal is thrown only after the commit, since what is thrown inside takes its fact with it.
 */
record Refusal(Optional<Grant> grant, Code code, String message) {
    static Refusal none(Grant grant) {
        return new Refusal(Optional.of(grant), Code.INTERNAL, "");
    }

    static Refusal of(Code code, String message) {
        return new Refusal(Optional.empty(), code, message);
    }

    Grant orThrow() {
        return grant.orElseThrow(() -> new BreakwaterException(code, message));
    }
}
