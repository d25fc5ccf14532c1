package io.breakwater.server.api;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.List;

/** A request body that is not what the command takes, and where. */
final class MalformedBody extends BreakwaterException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem.Detail> details;

    MalformedBody(Code code, String message, List<Problem.Detail> details) {
        super(code, message);
        this.details = details;
    }

    List<Problem.Detail> details() {
        return details;
    }
}
