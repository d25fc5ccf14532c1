package io.breakwater.access.grant;

import io.breakwater.model.TargetName;
import java.time.Instant;

/**
 * An account under Breakwater's prefix that no grant explains: a finding until it is gone.
 *
 * @param detail what the target keeps beside the account, and what is known of it here
 */
public record StrayAccount(TargetName target, String account, String detail, Instant foundAt) {
    String id() {
        return idOf(target, account);
    }

    static String idOf(TargetName target, String account) {
        return target + "/" + account;
    }
}
