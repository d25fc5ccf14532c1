package io.breakwater.access.spi;

import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One kind of door: opens it for one person, closes it, and tries whether it is closed.
 *
 * <p>Every method may be called again after a crash with the same arguments and must then lead to the same end. None may
 * answer from memory: each asks the target. A target that cannot be asked is {@link ProviderException.Unreachable},
 * never a guess.
 */
public interface AccessProvider {
    /** The kind, as policy names it: {@code postgresql}. */
    String kind();

    /** Problems with a target's settings, in words for the author of the policy; empty when there are none. */
    List<String> problemsWith(Map<String, String> settings);

    /** The personal account the opening will create; a pure function, so that the intent can name it beforehand. */
    String accountFor(GrantId grant, PersonId person);

    /**
     * Creates the personal, expiring account with this secret, and tries it. Returns when a login succeeded.
     *
     * @throws ProviderException.Refused the target said no; nothing is open
     * @throws ProviderException.Unreachable the outcome may be unknown; {@link #close} must be run
     */
    Handout open(Opening opening, Secret secret);

    /**
     * Ends live sessions, takes the account's objects away from it, and removes it. An account that is not there is
     * closed already.
     *
     * @throws ProviderException.Unreachable the target could not be asked
     * @throws ProviderException.Refused the target would not; the account may still work
     */
    Closing close(Opening opening);

    /**
     * Tries the credential, and asks the target whether account or sessions are left.
     *
     * @throws ProviderException.Unreachable nothing was learned
     */
    Probe probe(Opening opening, Secret secret);

    /** Whether a session of the account has been seen since it was made; {@code false} means not seen, not never. */
    boolean used(Opening opening);

    /**
     * All accounts under Breakwater's prefix that exist at the target now.
     *
     * @throws ProviderException.Unreachable the target could not be asked
     */
    List<FoundAccount> accounts(TargetName target, Map<String, String> settings);

    /**
     * Exactly what is opened: written on the record before {@link #open} is called.
     *
     * @param settings the target's and the role's settings from policy; secrets are only referred to ({@code env:NAME},
     *     {@code file:PATH})
     */
    record Opening(
            GrantId grant,
            IncidentId incident,
            PersonId person,
            TargetName target,
            RoleName role,
            Map<String, String> settings,
            String account,
            Instant endsAt) {}

    /** How to connect: non-secret environment for a command ({@code PGHOST}, …) and the name of the secret's variable. */
    record Handout(String account, Map<String, String> environment, String secretVariable) {}

    /** What closing did. {@code objectsReassignedTo} is empty when the account owned nothing. */
    record Closing(int sessionsEnded, String objectsReassignedTo) {}

    /**
     * What trying the credential showed.
     *
     * @param refused the login was tried and refused as a login, and neither account nor session is left
     * @param answer what the target said, for the record: {@code 28P01 password authentication failed}
     */
    record Probe(boolean refused, String answer) {}

    /** An account under Breakwater's prefix. {@code note} is what the target keeps beside it (a comment). */
    record FoundAccount(String account, String note) {}
}
