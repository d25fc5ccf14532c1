package io.breakwater.model;

import static io.breakwater.model.Phrases.on;

import io.breakwater.model.FindingFact.FindingAcceptanceAsked;
import io.breakwater.model.FindingFact.FindingAcceptanceExpired;
import io.breakwater.model.FindingFact.FindingAccepted;
import io.breakwater.model.FindingFact.FindingClosedAfterAll;
import io.breakwater.model.FindingFact.FindingExplained;
import io.breakwater.model.FindingFact.FindingMovedAway;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.FindingRejudged;
import io.breakwater.model.FindingFact.FindingRemediated;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.FindingFact.LogRecordsMissed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sentences for what was read and found in logs. */
final class FindingSentences {
    private FindingSentences() {}

    static Set<Phrases.Phrase<?>> phrases() {
        return Set.of(
                on(LogBatchSeen.class, (f, w) -> read(f) + gaps(f.gaps()) + filled(f.filled())),
                on(LogRecordsMissed.class, (f, w) -> missed(f)),
                on(FindingRaised.class, FindingSentences::found),
                on(FindingRejudged.class, (f, w) -> rejudged(f)),
                on(
                        FindingClosedAfterAll.class,
                        (f, w) -> "What " + f.finding() + " says was left open was closed at " + w.time(f.at())
                                + (f.who().isEmpty() ? "" : " by " + f.who())),
                on(FindingMovedAway.class, (f, w) -> moved(f.finding(), f.by()) + " to " + f.to() + why(f.reason(), w)),
                on(
                        FindingMovedHere.class,
                        (f, w) -> moved(f.finding(), f.by())
                                + f.from().map(id -> " from " + id).orElse("") + " to this incident"
                                + (f.by().isPresent() ? "" : ": " + f.because().words()) + why(f.reason(), w) + ". "
                                + found(f.raised(), w)),
                on(
                        FindingExplained.class,
                        (f, w) -> f.by() + " explained " + f.finding() + ": " + w.text(f.explanation())
                                + ticket(f.ticket())),
                on(
                        FindingAcceptanceAsked.class,
                        (f, w) -> f.by() + " asked to accept " + f.finding() + " until " + w.time(f.until()) + ": "
                                + w.text(f.reason())),
                on(
                        FindingAccepted.class,
                        (f, w) -> f.by() + " accepted " + f.finding() + " until " + w.time(f.until()) + ", as "
                                + f.askedBy() + " had asked"),
                on(
                        FindingAcceptanceExpired.class,
                        (f, w) -> f.finding() + " was accepted until " + w.time(f.until()) + " and is owed again"),
                on(
                        FindingRemediated.class,
                        (f, w) -> f.by() + " put " + f.finding() + " right: " + w.text(f.how()) + ticket(f.ticket())),
                on(LogCoverageTaken.class, (f, w) -> coverage(f, w) + gaps(f.gaps())));
    }

    private static String read(LogBatchSeen f) {
        return "Log " + f.name() + " of " + f.source() + " was read: " + Phrases.count(f.records(), "event") + ", "
                + Phrases.count(f.findings(), "finding")
                + (f.bad() == 0 ? "" : ", " + f.bad() + " unreadable (" + String.join(", ", f.problems()) + ")");
    }

    private static String missed(LogRecordsMissed f) {
        String records = f.next()
                .map(next -> "Records " + f.first() + " to " + (next - 1))
                .orElse("Records from " + f.first() + " on");
        return records + " of " + f.lane() + " in " + f.source() + " will never be read: they "
                + f.why().words();
    }

    private static String found(FindingRaised f, Phrases.Words w) {
        FindingSubject about = f.about();
        return "Found in the logs: " + about.what()
                + (about.who().isEmpty() ? "" : ", by " + about.who())
                + (about.account().isEmpty() ? "" : " in " + about.account())
                + " at " + w.time(f.times().event())
                + f.verdict().map(verdict -> "; " + verdict).orElse("") + " (" + f.finding() + ", " + f.level() + ")";
    }

    private static String rejudged(FindingRejudged f) {
        String found = String.join(", ", f.cover().found());
        String missing = String.join(", ", f.cover().missing());
        return f.finding() + " was judged again: "
                + (f.before().equals(f.after()) ? "still " + f.after() : f.after() + ", was " + f.before())
                + (found.isEmpty() ? "" : "; covered by " + found)
                + (missing.isEmpty() ? "" : "; missing: " + missing);
    }

    private static String moved(FindingId finding, Optional<PersonId> by) {
        return by.map(person -> person + " moved " + finding).orElse(finding + " was moved");
    }

    private static String why(Optional<ContentRef> reason, Phrases.Words w) {
        return reason.map(text -> ": " + w.text(text)).orElse("");
    }

    private static String coverage(LogCoverageTaken f, Phrases.Words w) {
        String time = " from " + w.time(f.from()) + " to " + w.time(f.to());
        return f.places() == 0
                ? "No logs were read" + time + "; what happened is not known"
                : "Logs" + time + ": " + Phrases.count(f.records(), "event") + ", "
                        + Phrases.count(f.findings(), "finding") + ", " + f.covered() + " of " + f.needingCover()
                        + " that need cover have it";
    }

    private static String gaps(List<LogGap> gaps) {
        return gaps.isEmpty() ? "" : "; " + Phrases.count(gaps.size(), "gap") + " in the logs";
    }

    private static String filled(List<LogGap> filled) {
        return filled.isEmpty() ? "" : "; " + Phrases.count(filled.size(), "earlier gap") + " filled, in part at least";
    }

    private static String ticket(Optional<String> ticket) {
        return ticket.map(reference -> " (" + reference + ")").orElse("");
    }
}
