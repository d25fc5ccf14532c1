package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingTrace;
import io.breakwater.model.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Events as what they are recognised by, and back: without their records, and with nothing that has to be kept secret. */
final class Traces {
    private static final int LONG = 300;
    private static final int END = 4;
    private static final int MOST_RESOURCES = 20;

    private Traces() {}

    /** What an event is recognised by; empty where that is too long to keep, since half of it would cover too much. */
    static Optional<FindingTrace> of(LogEvent event) {
        Principal who = event.principal();
        boolean fits = event.resources().size() <= MOST_RESOURCES
                && Stream.concat(event.resources().stream(), actors(who).stream())
                        .allMatch(text -> text.length() <= LONG);
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(new FindingTrace(
                event.cloud().name(),
                event.time(),
                kept(who.kind()),
                kept(who.id()),
                kept(who.name()),
                kept(who.account()),
                who.accessKeyId().map(Traces::kept),
                who.sessionName().map(Traces::kept),
                who.sourceIdentity().map(Traces::kept),
                who.issuer().map(Traces::kept),
                kept(event.account()),
                kept(event.address()),
                event.resources().stream().map(Traces::kept).toList()));
    }

    private static String kept(String text) {
        return Texts.shown(text, LONG);
    }

    /** The event as far as cover looks at it. */
    static LogEvent event(FindingTrace trace) {
        return new LogEvent(
                Cloud.valueOf(trace.cloud()),
                "",
                "",
                trace.time(),
                "",
                "",
                trace.account(),
                "",
                Outcome.UNKNOWN,
                "",
                new Principal(
                        trace.kind(),
                        trace.principal(),
                        trace.name(),
                        trace.home(),
                        trace.accessKey(),
                        trace.session(),
                        trace.identity(),
                        trace.issuer(),
                        Optional.empty()),
                trace.address(),
                "",
                trace.resources(),
                Optional.empty(),
                new Whereabouts("", 0),
                RawRecord.NONE);
    }

    /** Under which names an event's actor may be known. */
    static List<String> actors(Principal who) {
        return Stream.of(Stream.of(who.id(), who.name()), who.sourceIdentity().stream(), who.sessionName().stream())
                .flatMap(names -> names)
                .filter(name -> !name.isBlank())
                .toList();
    }

    /** What was looked for to cover an event, in short texts; of an access key only the end is told. */
    static FindingCover cover(CoverAnswer answer, Optional<String> accessKey) {
        return new FindingCover(answer.parts().stream()
                .map(part -> new FindingCover.Part(
                        part.part().name().toLowerCase(Locale.ROOT),
                        part.state().name().toLowerCase(Locale.ROOT),
                        part.name().map(Traces::kept),
                        told(part.why(), accessKey)))
                .toList());
    }

    /** The text, made safe to show, with no more of the access key than its end. */
    static String told(String text, Optional<String> accessKey) {
        return kept(accessKey
                .filter(key -> key.length() > END)
                .map(key -> Pattern.compile(Pattern.quote(key), Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .replaceAll(Matcher.quoteReplacement("…" + key.substring(key.length() - END))))
                .orElse(text));
    }
}
