package io.breakwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an event can be recognised by, kept beside the record as long as its finding is owed: what covers it can then be
 * looked for again when a grant, a ticket or an approval has come.
 *
 * @param cloud whose log
 * @param kind the vendor's word for who acted
 * @param principal the vendor's id of who acted
 * @param name what a person calls who acted
 * @param home the account who acted lives in
 * @param accessKey the id of the key that signed, never the key
 * @param session the name of the session
 * @param identity the source identity of the session
 * @param issuer the role that issued the session
 * @param account the account acted upon
 */
public record FindingTrace(
        String cloud,
        Instant time,
        String kind,
        String principal,
        String name,
        String home,
        Optional<String> accessKey,
        Optional<String> session,
        Optional<String> identity,
        Optional<String> issuer,
        String account,
        String address,
        List<String> resources) {
    public FindingTrace {
        resources = List.copyOf(resources);
    }
}
