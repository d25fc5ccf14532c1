package io.breakwater.detect.cover;

import io.breakwater.detect.cover.Mark.Kind;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one event can be recognised by.
 *
 * @param marks the strongest first
 * @param references what looks like a ticket or an incident in the names the session was given
 */
record EventMarks(Set<Mark> marks, List<String> references) {
    /** {@code INC-2026-0001}, {@code CHG0030001}, {@code OPS-17}: letters, digits, and dashes between. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{0,9}?-?[0-9]+(?:-[0-9]+)*(?![A-Za-z0-9])");

    static EventMarks of(LogEvent event) {
        Principal who = event.principal();
        Set<Mark> marks = new LinkedHashSet<>();
        who.accessKeyId().ifPresent(key -> marks.add(new Mark(Kind.ACCESS_KEY, key)));
        who.sessionName().ifPresent(name -> marks.add(new Mark(Kind.SESSION_NAME, name)));
        who.sourceIdentity().ifPresent(name -> marks.add(new Mark(Kind.SOURCE_IDENTITY, name)));
        names(who).filter(name -> !name.isBlank()).forEach(name -> marks.add(new Mark(Kind.PRINCIPAL, name)));
        return new EventMarks(marks, references(who));
    }

    private static Stream<String> names(Principal who) {
        return Stream.of(
                        Stream.of(who.id(), who.name()),
                        who.sourceIdentity().stream(),
                        who.sessionName().stream(),
                        who.issuer().stream())
                .flatMap(names -> names);
    }

    private static List<String> references(Principal who) {
        return Stream.of(who.sourceIdentity(), who.sessionName())
                .flatMap(Optional::stream)
                .flatMap(name -> REFERENCE.matcher(name).results().map(MatchResult::group))
                .distinct()
                .toList();
    }

    /** The names of who acted, under which nobody approves what he does himself. */
    List<String> actors() {
        return marks.stream()
                .filter(mark -> mark.kind() == Kind.PRINCIPAL)
                .map(Mark::value)
                .toList();
    }

    /** The marks in words, for a sentence about what was looked for. */
    String inWords() {
        return String.join(
                ", ",
                marks.stream()
                        .map(mark -> mark.kind().label() + " " + mark.value())
                        .toList());
    }
}
