package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.model.ControlId;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingSubject;
import io.breakwater.model.FindingTimes;
import io.breakwater.model.FindingTrace;
import io.breakwater.model.GrantId;
import io.breakwater.model.Texts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says a finding of a scan as a fact: short fields, made safe to show, and never the raw record.
 *
 * @param digest of the file it was read in
 * @param delivered when the file came, where the source can tell
 * @param ingested when reading it began
 */
record Raising(ScanRules rules, JournalBook book, String digest, Optional<Instant> delivered, Instant ingested) {
    private static final int LONG = 300;
    private static final int SHORT = 200;
    private static final int MOST_RULES = 20;

    FindingRaised fact(Finding finding, Instant alerted) {
        Optional<GrantId> grant = finding.cover().flatMap(answer -> grant(answer, book));
        Optional<JournalBook.Place> place = book.place(signs(finding, grant));
        return new FindingRaised(
                new FindingId(finding.id()),
                finding.kind().name(),
                finding.level().name().toLowerCase(Locale.ROOT),
                finding.rules().stream()
                        .limit(MOST_RULES)
                        .map(number -> shown(rules.info(number).handle()))
                        .toList(),
                controls(finding),
                finding.verdict().map(Verdict::label),
                !finding.isSettled(),
                isUrgent(finding),
                subject(finding),
                times(finding, alerted),
                digest,
                place.map(JournalBook.Place::incident),
                grant,
                finding.cover().map(answer -> Traces.cover(answer, key(finding))),
                place.map(JournalBook.Place::link));
    }

    /** By what a finding whose cover can be looked for again is recognised. */
    static Optional<FindingTrace> trace(Finding finding) {
        return finding.event().filter(event -> finding.cover().isPresent()).flatMap(Traces::of);
    }

    private static Optional<String> key(Finding finding) {
        return finding.event().flatMap(event -> event.principal().accessKeyId());
    }

    private static JournalBook.Signs signs(Finding finding, Optional<GrantId> grant) {
        Optional<String> covering = finding.cover().flatMap(Raising::covering);
        return finding.event()
                .map(event -> JournalBook.Signs.of(event, grant, covering))
                .orElseGet(() -> new JournalBook.Signs(
                        grant,
                        covering,
                        finding.time(),
                        common(finding.others(), EventRef::account),
                        List.of(common(finding.others(), EventRef::principal))));
    }

    private static boolean isUrgent(Finding finding) {
        return finding.verdict().filter(v -> v == Verdict.SUSPECTED_COMPROMISE).isPresent()
                || !finding.isSettled() && finding.level() == Level.CRITICAL;
    }

    private List<ControlId> controls(Finding finding) {
        return finding.rules().stream()
                .limit(MOST_RULES)
                .flatMap(number -> rules.tags(number).controls().stream())
                .distinct()
                .sorted(Comparator.comparing(ControlId::value))
                .toList();
    }

    /** A grant is named too where it does not cover: its credential in other hands is what matters most about it. */
    static Optional<GrantId> grant(CoverAnswer answer, JournalBook book) {
        return answer.part(CoverPart.GRANT).name().flatMap(book::grant);
    }

    /** The incident that covers it. */
    static Optional<String> covering(CoverAnswer answer) {
        return Optional.of(answer.part(CoverPart.INCIDENT))
                .filter(PartAnswer::found)
                .flatMap(PartAnswer::name);
    }

    private FindingTimes times(Finding finding, Instant alerted) {
        return new FindingTimes(
                finding.time(), finding.event().flatMap(LogEvent::delivered).or(this::delivered), ingested, alerted);
    }

    private static FindingSubject subject(Finding finding) {
        String what = Texts.shown(finding.what(), LONG)
                + finding.cover()
                        .flatMap(cover -> cover.suspicion())
                        .map(why -> ": " + Traces.told(why, key(finding)))
                        .orElse("");
        return finding.event()
                .map(event -> of(what, event))
                .orElseGet(() -> finding.others().isEmpty() ? of(what) : of(what, finding.others()));
    }

    private static FindingSubject of(String what, LogEvent event) {
        return new FindingSubject(
                what,
                shown(event.principal().name()),
                shown(event.action()),
                shown(event.account()),
                shown(event.region()),
                shown(event.address()),
                event.resources().stream().findFirst().map(Raising::shown),
                Optional.of(event.id()).filter(id -> !id.isEmpty()).map(Raising::shown));
    }

    /** Of several events: what they have in common. */
    private static FindingSubject of(String what, List<EventRef> events) {
        EventRef first = events.get(0);
        return new FindingSubject(
                what,
                common(events, EventRef::principal),
                common(events, EventRef::action),
                common(events, EventRef::account),
                common(events, EventRef::region),
                common(events, EventRef::address),
                Optional.of(common(events, EventRef::resource)).filter(resource -> !resource.isEmpty()),
                Optional.of(first.id()).filter(id -> !id.isEmpty()).map(Raising::shown));
    }

    private static FindingSubject of(String what) {
        return new FindingSubject(what, "", "", "", "", "", Optional.empty(), Optional.empty());
    }

    private static String common(List<EventRef> events, Function<EventRef, String> field) {
        List<String> values = events.stream().map(field).distinct().toList();
        return values.size() == 1 ? shown(values.get(0)) : "";
    }

    private static String shown(String text) {
        return Texts.shown(text, SHORT);
    }
}
