package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.model.GrantId;

/**
 * The comment on a personal role: one JSON object that says whose it is. Its values are names and an instant, whose
 * forms leave nothing to escape.
 */
final class RoleNote {
    private RoleNote() {}

    static String of(Opening opening) {
        return head(opening.grant()) + ",\"incident\":\"" + opening.incident() + "\",\"person\":\"" + opening.person()
                + "\",\"target\":\"" + opening.target() + "\",\"role\":\"" + opening.role() + "\",\"ends\":\""
                + opening.endsAt() + "\"}";
    }

    /** Whether this comment was written for this grant, whatever its end. */
    static boolean isOf(GrantId grant, String note) {
        return note.startsWith(head(grant) + ",");
    }

    private static String head(GrantId grant) {
        return "{\"breakwater\":1,\"grant\":\"" + grant + "\"";
    }
}
