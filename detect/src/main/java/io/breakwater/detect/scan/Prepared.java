package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverSearch;
import io.breakwater.detect.event.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hit with what can be said of it alone, before its turn comes: most of the work, for which no order is needed.
 *
 * @param telling the rules that stand for themselves
 * @param id of the finding about it; empty text where it is none
 * @param cover where one of these rules asks for it
 */
record Prepared(
        LogEvent event,
        EventRef ref,
        List<Integer> rules,
        List<Integer> telling,
        String id,
        Optional<CoverSearch> cover) {

    /** Safe for threads. */
    static Prepared of(Hit hit, ScanRules rules, CoverJudge judge) {
        LogEvent event = hit.event();
        List<Integer> telling = new ArrayList<>(hit.rules());
        telling.removeIf(rule -> !rules.isFinding(rule));
        return new Prepared(
                event,
                EventRef.of(event),
                hit.rules(),
                telling,
                telling.isEmpty() ? "" : FindingId.of(about(event)),
                rules.needsCover(telling) ? Optional.of(judge.search(event)) : Optional.empty());
    }

    /** One of which it is not told what it means by itself. */
    static Prepared alone(Hit hit) {
        return new Prepared(hit.event(), EventRef.of(hit.event()), hit.rules(), List.of(), "", Optional.empty());
    }

    /** An event without an id is named by its place. */
    private static List<String> about(LogEvent event) {
        return event.id().isEmpty()
                ? List.of(
                        "event",
                        event.where().source(),
                        String.valueOf(event.where().index()))
                : List.of("event", event.account(), event.id(), event.time().toString());
    }

    int weight() {
        return event.weight();
    }
}
