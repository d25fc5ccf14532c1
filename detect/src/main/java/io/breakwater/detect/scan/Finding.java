package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.rule.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was found in the logs.
 *
 * @param id the same for the same finding in every scan
 * @param time when it happened: of several events, the last; of a state, when it began
 * @param rules numbers of the rules behind it, by {@link ScanRules#info}
 * @param level the gravest of the rules' levels
 * @param what one sentence for people
 * @param event the event with its record, of findings about a single event
 * @param others events it is also about, at most {@value #OTHERS}
 * @param cover what covers it, where one of the rules asks for cover
 */
public record Finding(
        String id,
        Kind kind,
        Instant time,
        List<Integer> rules,
        Level level,
        String what,
        Optional<LogEvent> event,
        List<EventRef> others,
        Optional<CoverAnswer> cover) {
    static final int OTHERS = 20;

    /** What a finding is about. */
    public enum Kind {
        /** One event. */
        EVENT,
        /** Several events together. */
        CORRELATION,
        /** Something that was begun, and how it went on. */
        FOLLOWUP
    }

    /** How the event stands to its cover, where it needs any. */
    public Optional<Verdict> verdict() {
        return cover.map(CoverAnswer::verdict);
    }

    /** Whether it is about something that was tried and not done. */
    public boolean isRefused() {
        return event.filter(about -> about.outcome() == Outcome.FAILURE).isPresent();
    }

    /** The same without the record of its event. */
    Finding withoutRecord() {
        Optional<LogEvent> bare = event.map(known -> known.with(RawRecord.NONE));
        return new Finding(id, kind, time, rules, level, what, bare, others, cover);
    }

    /** Whether nobody has to do anything about it: it is explained, or it was there to be known only. */
    public boolean isSettled() {
        return verdict().map(v -> v == Verdict.COVERED || v == Verdict.DRILL).orElse(level == Level.INFORMATIONAL);
    }
}
