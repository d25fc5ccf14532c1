package io.breakwater.model;

import java.util.Optional;

/**
 * What a finding is about, in short fields that hold no secret. Texts of the log are cut short, and made safe to show.
 *
 * @param what one sentence for people
 * @param who acted, as the log names it; empty text when it does not, or when there are several
 * @param action what was called, as logged
 * @param account the account, subscription or tenant
 * @param address the source address, or the name of a service
 * @param resource the first of what was acted upon
 * @param event the vendor's id of the event
 */
public record FindingSubject(
        String what,
        String who,
        String action,
        String account,
        String region,
        String address,
        Optional<String> resource,
        Optional<String> event) {}
