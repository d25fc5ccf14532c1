package io.breakwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read in the clouds' logs, what was found there, and what people did about it. */
public sealed interface FindingFact extends Fact {
    /** The incident it belongs to, if any. */
    Optional<IncidentId> incident();

    @Override
    default Optional<IncidentId> population() {
        return incident();
    }

    /** What is about one finding. */
    sealed interface AboutOne extends FindingFact {
        /** The finding it is about. */
        FindingId finding();
    }

    /**
     * A file of logs was read, once, whatever else it is delivered as. {@code digest} is the lower-case hex SHA-256 of the
     * file as it was delivered; {@code bad} counts what could not be read in it, and {@code problems} says what that was;
     * {@code gaps} are hours without logs between what was read before and this, and {@code filled} hours that were told to
     * be such gaps and are none any more. {@code known} counts matches of rules that are there to be known only, which are
     * no findings; {@code forgotten} the earlier events that correlations cannot look back at any more, as there are too
     * many.
     */
    record LogBatchSeen(
            String source,
            String name,
            String digest,
            List<String> formats,
            long bytes,
            long records,
            long bad,
            List<String> problems,
            Optional<Instant> first,
            Optional<Instant> last,
            Optional<Instant> delivered,
            Instant ingested,
            int findings,
            Map<String, Long> known,
            long forgotten,
            List<LogGap> gaps,
            List<LogGap> filled)
            implements FindingFact {
        @Override
        public Optional<IncidentId> incident() {
            return Optional.empty();
        }
    }

    /**
     * Records of a numbered log will never be read: from {@code first} on, up to {@code next} where that can be told.
     * {@code since} is how far what was read before it reaches.
     */
    record LogRecordsMissed(
            String source, String lane, long first, Optional<Long> next, LogMissed why, Optional<Instant> since)
            implements FindingFact {
        @Override
        public Optional<IncidentId> incident() {
            return Optional.empty();
        }
    }

    /**
     * Something was found. {@code verdict} says how it stands to its cover, where it needs any; {@code owed} that somebody
     * has to do something about it, {@code urgent} that it looks like a theft or is critical; {@code batch} is the digest of
     * the file it was read in. {@code cover} says what was looked for to cover it, and {@code link} why it belongs to the
     * incident.
     */
    record FindingRaised(
            FindingId finding,
            String kind,
            String level,
            List<String> rules,
            List<ControlId> controls,
            Optional<String> verdict,
            boolean owed,
            boolean urgent,
            FindingSubject about,
            FindingTimes times,
            String batch,
            Optional<IncidentId> incident,
            Optional<GrantId> grant,
            Optional<FindingCover> cover,
            Optional<FindingLink> link)
            implements AboutOne {}

    /**
     * What covers it was looked for again, since a grant, an incident, a ticket or an approval has come, and is now
     * otherwise: {@code before} and {@code after} are the verdicts. What looked like a theft is never judged again.
     */
    record FindingRejudged(
            FindingId finding,
            Optional<IncidentId> incident,
            String before,
            String after,
            FindingStatus status,
            boolean owed,
            boolean urgent,
            FindingCover cover,
            Optional<GrantId> grant)
            implements AboutOne {}

    /**
     * What was left open has been closed after all, by the event named, which was read in the file {@code batch}: nothing
     * is owed any more.
     */
    record FindingClosedAfterAll(
            FindingId finding,
            Optional<IncidentId> incident,
            Instant at,
            String who,
            Optional<String> event,
            String batch)
            implements AboutOne {}

    /** It does not belong to this incident: it is counted with another one, {@code to}, from now on. */
    record FindingMovedAway(
            FindingId finding,
            Optional<IncidentId> incident,
            IncidentId to,
            Optional<ContentRef> reason,
            Optional<PersonId> by)
            implements AboutOne {}

    /**
     * It belongs to this incident, though it was raised in another or in none, {@code from}. Everything about it is said
     * again, so that the incident's facts tell it in full: {@code raised} as it was, the rest as it is now. {@code since}
     * is when it was raised: moving it makes nothing due later. Nobody moved it where a grant of the incident explains it.
     */
    record FindingMovedHere(
            FindingId finding,
            Optional<IncidentId> incident,
            Optional<IncidentId> from,
            FindingRaised raised,
            FindingStanding standing,
            FindingStatus status,
            boolean owed,
            boolean urgent,
            Instant since,
            FindingLink.By because,
            Optional<ContentRef> reason,
            Optional<PersonId> by)
            implements AboutOne {}

    /** Somebody said why it is as it should be. */
    record FindingExplained(
            FindingId finding,
            Optional<IncidentId> incident,
            ContentRef explanation,
            Optional<String> ticket,
            PersonId by)
            implements AboutOne {}

    /** Somebody asked that the risk be borne until a time. Nothing is accepted by that. */
    record FindingAcceptanceAsked(
            FindingId finding, Optional<IncidentId> incident, ContentRef reason, Instant until, PersonId by)
            implements AboutOne {}

    /** Another human than the one who asked bears the risk, until a time. */
    record FindingAccepted(
            FindingId finding, Optional<IncidentId> incident, Instant until, PersonId askedBy, PersonId by)
            implements AboutOne {}

    /** The time for which the risk was borne is over: it is owed again. */
    record FindingAcceptanceExpired(FindingId finding, Optional<IncidentId> incident, Instant until)
            implements AboutOne {}

    /** What was wrong was put right. */
    record FindingRemediated(
            FindingId finding, Optional<IncidentId> incident, ContentRef how, Optional<String> ticket, PersonId by)
            implements AboutOne {}

    /**
     * What the logs of an incident's time show, in figures: {@code places} accounts and regions with {@code records} events,
     * {@code needingCover} findings that need cover and {@code covered} of them that have it, drills included. Without a
     * single place it is not known what happened.
     */
    record LogCoverageTaken(
            Optional<IncidentId> incident,
            Instant from,
            Instant to,
            int places,
            long records,
            long findings,
            long needingCover,
            long covered,
            List<LogGap> gaps)
            implements FindingFact {}
}
