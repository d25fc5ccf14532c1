package io.breakwater.detect.cover;

import io.breakwater.detect.cover.Mark.Kind;
import io.breakwater.detect.event.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the events of one principal can be recognised by.
 *
 * @param marks the strongest first
 * @param references what looks like a ticket or an incident in the names the session was given
 */
record EventMarks(Set<Mark> marks, List<String> references) {
    /** {@code INC-2026-0001}, {@code CHG0030001}, {@code OPS-17}: letters, digits, and dashes between. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{0,9}?-?[0-9]+(?:-[0-9]+)*(?![A-Za-z0-9])");

    static EventMarks of(Principal who) {
        Set<Mark> marks = new LinkedHashSet<>();
        who.accessKeyId().ifPresent(key -> marks.add(new Mark(Kind.ACCESS_KEY, key)));
        who.sessionName().ifPresent(name -> marks.add(new Mark(Kind.SESSION_NAME, name)));
        who.sourceIdentity().ifPresent(name -> marks.add(new Mark(Kind.SOURCE_IDENTITY, name)));
        addName(who.id(), marks);
        addName(who.name(), marks);
        who.sourceIdentity().ifPresent(name -> addName(name, marks));
        who.sessionName().ifPresent(name -> addName(name, marks));
        who.issuer().ifPresent(name -> addName(name, marks));
        return new EventMarks(marks, references(who));
    }

    private static void addName(String name, Set<Mark> marks) {
        if (!name.isBlank()) {
            marks.add(new Mark(Kind.PRINCIPAL, name));
        }
    }

    private static List<String> references(Principal who) {
        Set<String> found = new LinkedHashSet<>();
        who.sourceIdentity().ifPresent(name -> addReferences(name, found));
        who.sessionName().ifPresent(name -> addReferences(name, found));
        return List.copyOf(found);
    }

    private static void addReferences(String name, Set<String> found) {
        Matcher matcher = REFERENCE.matcher(name);
        while (matcher.find()) {
            found.add(matcher.group());
        }
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
        StringBuilder words = new StringBuilder();
        for (Mark mark : marks) {
            words.append(words.length() == 0 ? "" : ", ")
                    .append(mark.kind().label())
                    .append(' ')
                    .append(mark.value());
        }
        return words.toString();
    }
}
