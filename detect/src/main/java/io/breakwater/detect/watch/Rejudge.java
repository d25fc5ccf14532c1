package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingFact.FindingRejudged;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingMove;
import io.breakwater.model.FindingStanding;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.FindingTrace;
import io.breakwater.model.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks again for what covers the findings that are owed or accepted, when grants or incidents have changed: an approval
 * that comes afterwards is the usual thing in an emergency. What comes out otherwise is a fact, and the debt follows it.
 *
 * <p>What looks like a theft is left alone: no approval makes a stolen credential a good one, and a person has to say so.
 * Nothing is remembered but what the findings themselves say, so it does not matter when this is killed, or how often it
 * runs.
 */
public final class Rejudge {
    /** How long a finding that was judged with a book just gone old may wait. */
    static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

    private static final Actor ACTOR = Actor.system("watch");
    private static final int PAGE = 500;
    private static final List<FindingStatus> LOOKED_AT = List.of(FindingStatus.OPEN, FindingStatus.ACCEPTED);

    private final Journal journal;
    private final LiveBook live;
    private final InstantSource clock;
    private Optional<JournalBook> judgedWith = Optional.empty();
    private Instant judgedAt = Instant.MIN;

    public Rejudge(Journal journal, LiveBook live, InstantSource clock) {
        this.journal = journal;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Looks through them, if there is a reason to.
     *
     * @return how many are judged otherwise than before
     */
    public int pass() {
        JournalBook book = live.now();
        Instant now = clock.instant();
        boolean same = judgedWith.filter(before -> before == book).isPresent();
        if (same && now.isBefore(judgedAt.plus(AT_LEAST_EVERY))) {
            return 0;
        }
        int changed = 0;
        for (FindingStatus status : LOOKED_AT) {
            changed += pass(status, book);
        }
        judgedWith = Optional.of(book);
        judgedAt = now;
        return changed;
    }

    private int pass(FindingStatus status, JournalBook book) {
        int changed = 0;
        String after = "";
        List<Stored<Finding>> page;
        do {
            String from = after;
            page = journal.read(tx -> tx.state().list(Finding.class, Map.of("status", status.name()), from, PAGE));
            for (Stored<Finding> stored : page) {
                changed += judge(stored, book) ? 1 : 0;
                after = stored.id();
            }
        } while (page.size() == PAGE);
        return changed;
    }

    private boolean judge(Stored<Finding> seen, JournalBook book) {
        Finding finding = seen.value();
        return finding.trace()
                .filter(trace -> !isSuspected(finding.standing().verdict()))
                .map(trace -> standing(finding, trace, book))
                .filter(now -> isNews(finding.standing(), now))
                .map(now -> record(seen, now))
                .orElse(false);
    }

    private static boolean isSuspected(Optional<String> verdict) {
        return verdict.filter(Verdict.SUSPECTED_COMPROMISE.label()::equals).isPresent();
    }

    /** Whether nothing is owed by that verdict. */
    static boolean isSettled(Optional<String> verdict) {
        return verdict.filter(label -> label.equals(Verdict.COVERED.label()) || label.equals(Verdict.DRILL.label()))
                .isPresent();
    }

    private static FindingStanding standing(Finding finding, FindingTrace trace, JournalBook book) {
        LogEvent event = Traces.event(trace);
        // A judge of its own for each: where a credential was used before has been told when the log was read.
        CoverAnswer answer = new CoverJudge(book.book(), CoverLimits.DEFAULT).judge(event);
        Optional<GrantId> grant = Raising.grant(answer, book);
        Optional<String> verdict = Optional.of(answer.verdict().label());
        boolean urgent = isSuspected(verdict) || !isSettled(verdict) && isCritical(finding);
        Optional<JournalBook.Place> place = place(finding, grant, answer, event, book);
        return new FindingStanding(
                verdict,
                urgent,
                Optional.of(Traces.cover(answer, trace.accessKey())),
                place.map(JournalBook.Place::incident).or(finding.standing()::incident),
                place.map(JournalBook.Place::link).or(finding.standing()::link),
                grant);
    }

    private static boolean isCritical(Finding finding) {
        return finding.raised().level().equals(Level.CRITICAL.name().toLowerCase(Locale.ROOT));
    }

    /** Another incident only when its grant or its cover says so, and never against the word of a person. */
    private static Optional<JournalBook.Place> place(
            Finding finding, Optional<GrantId> grant, CoverAnswer answer, LogEvent event, JournalBook book) {
        boolean said = finding.standing()
                .link()
                .filter(link -> link.by() == FindingLink.By.PERSON_SAID)
                .isPresent();
        return book.place(JournalBook.Signs.of(event, grant, Raising.covering(answer)))
                .filter(place -> !said
                        && (place.link().by() == FindingLink.By.GRANT
                                || place.link().by() == FindingLink.By.COVER));
    }

    /** Whether the verdict, or what is there to cover it, or where it belongs, is another than before. */
    private static boolean isNews(FindingStanding before, FindingStanding now) {
        return !before.verdict().equals(now.verdict())
                || !before.incident().equals(now.incident())
                || !found(before).equals(found(now));
    }

    private static List<String> found(FindingStanding standing) {
        return standing.cover().map(FindingCover::found).orElse(List.of());
    }

    private boolean record(Stored<Finding> seen, FindingStanding now) {
        return journal.transact(tx -> {
                    LogRecords.lockIncidents(tx, Stream.of(seen.value().incident(), now.incident()));
                    Optional<Stored<Finding>> locked = tx.state()
                            .lock(Finding.class, seen.id())
                            .filter(stored -> stored.version() == seen.version());
                    locked.ifPresent(stored -> record(tx, stored, now));
                    return locked.isPresent();
                })
                .value();
    }

    private static void record(Transaction tx, Stored<Finding> stored, FindingStanding now) {
        Finding finding = stored.value();
        FindingStatus status = status(finding, now);
        FindingStanding before = finding.standing();
        if (!before.incident().equals(now.incident())) {
            FindingMove move = FindingMove.byItsCover(
                    finding,
                    now.incident().orElseThrow(),
                    now.link().orElseThrow().by());
            tx.append(ACTOR, move.away());
            tx.append(ACTOR, move.here());
        }
        tx.append(
                ACTOR,
                new FindingRejudged(
                        finding.id(),
                        now.incident(),
                        before.verdict().orElse(""),
                        now.verdict().orElse(""),
                        status,
                        status == FindingStatus.OPEN,
                        now.urgent(),
                        now.cover().orElseThrow(),
                        now.grant()));
        tx.state().update(stored, finding.with(now).with(status, finding.acceptance()));
    }

    /** A risk that was accepted stays so, unless it has turned out to be another one. */
    private static FindingStatus status(Finding finding, FindingStanding now) {
        if (isSettled(now.verdict())) {
            return FindingStatus.SETTLED;
        }
        return isSuspected(now.verdict()) ? FindingStatus.OPEN : finding.status();
    }
}
