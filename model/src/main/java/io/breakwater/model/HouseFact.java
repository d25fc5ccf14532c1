package io.breakwater.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What happened to Breakwater itself: its people, its policy, its keys, its clock. */
public sealed interface HouseFact extends Fact {
    @Override
    default Optional<IncidentId> population() {
        return Optional.empty();
    }

    /** The first start: the log exists. {@code logKey} and {@code packKey} are public keys in note and PEM form. */
    record HouseFounded(String origin, String logKey, String packKey) implements HouseFact {}

    /** A server took the pen: from here on, only it signs. */
    record ServerStarted(String instance, String version, long epoch) implements HouseFact {}

    /** A server stopped in order. */
    record ServerStopped(String instance) implements HouseFact {}

    /** A person may act from now on. */
    record PersonAdded(PersonId person, Set<Function> functions, PersonId by) implements HouseFact {}

    /** A person's functions changed. */
    record PersonFunctionsChanged(PersonId person, Set<Function> before, Set<Function> after, PersonId by)
            implements HouseFact {}

    /** Two persons were found to be one human being. */
    record PersonsLinked(PersonId person, PersonId alias, PersonId by) implements HouseFact {}

    /** A person may no longer act. */
    record PersonDeactivated(PersonId person, PersonId by) implements HouseFact {}

    /** An API token was made; {@code expiresAt} is always set. */
    record TokenIssued(TokenId token, PersonId person, Instant expiresAt, PersonId by) implements HouseFact {}

    /** An API token was made useless. */
    record TokenRevoked(TokenId token, PersonId person, PersonId by) implements HouseFact {}

    /** Policy changed. Both digests are lower-case hex SHA-256 of the documents. */
    record PolicyChanged(Optional<String> before, String after, ContentRef document, PersonId by)
            implements HouseFact {}

    /**
     * The debt rules of one's own changed, by the settings of a server that started. Digests are lower-case hex SHA-256 of
     * the documents; none where only the rules apply that come with Breakwater. What is owed already stays as it is.
     */
    record DebtRulesChanged(Optional<String> before, Optional<String> after, Optional<ContentRef> document)
            implements HouseFact {}

    /** An account under Breakwater's prefix was found at a target, and no grant explains it. */
    record StrayAccountFound(TargetName target, String account, String detail) implements HouseFact {}

    /** A stray account is no longer there. */
    record StrayAccountGone(TargetName target, String account) implements HouseFact {}

    /** The wall clock jumped against the monotonic one. */
    record ClockJumped(Instant from, Instant to, long jumpMillis) implements HouseFact {}

    /** A witness cosigned, or could not be reached. {@code name} is the witness's key name. */
    record WitnessChanged(String name, boolean reachable, String detail) implements HouseFact {}

    /** The log could not be signed, because what was published is ahead of or differs from what the database holds. */
    record LedgerRollbackSeen(long publishedSize, long ownSize, String detail) implements HouseFact {}

    /** Evidence that belongs to no incident was read. */
    record HouseEvidenceRead(String what, PersonId by) implements HouseFact {}
}
