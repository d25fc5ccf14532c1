package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.CoverSource;
import io.breakwater.detect.cover.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** One file on its way into a book: what was counted of it, what was wrong, and from when to when it reaches. */
final class Filling {
    private static final int PROBLEMS_TOLD = 20;

    final String name;
    final CoverBook.Builder book;
    private final Set<UUID> seen = new HashSet<>();
    private final Set<String> spoken = new TreeSet<>();
    private final Map<String, Long> problems = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final EnumSet<CoverPart> gives = EnumSet.noneOf(CoverPart.class);
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private String recognised = "";
    private String system = "";
    private long rows;
    private long used;
    private long setAside;
    private long duplicates;
    private boolean standing;

    Filling(String name, CoverBook.Builder book) {
        this.name = name;
        this.book = book;
    }

    void recognised(String what, String ofSystem, Set<CoverPart> parts) {
        recognised = what;
        system = ofSystem;
        gives.addAll(parts);
    }

    /** The file is not an export but what somebody wrote down as everything there is. */
    void isComplete() {
        standing = true;
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /** Somebody's name as people say it, which logs hardly ever do. */
    void holder(String called) {
        if (called.contains(" ") && !called.contains("@") && !called.contains("/") && !called.contains(":")) {
            spoken.add(called);
        }
    }

    private Stream<String> spokenNames() {
        return spoken.stream()
                .findFirst()
                .map(first -> (spoken.size() == 1 ? "1 name is" : spoken.size() + " names are")
                        + " no sign-in name, such as " + first
                        + ": a cover.yaml that says under people how logs call them makes them count")
                .stream();
    }

    /** Counts a record; false when one like it has come before. Of each only a fingerprint is kept. */
    boolean isNew(Object content) {
        rows++;
        boolean fresh = seen.add(UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8)));
        duplicates += fresh ? 0 : 1;
        return fresh;
    }

    void used() {
        used++;
    }

    void setAside() {
        setAside++;
    }

    void reaches(Instant time) {
        first = first.filter(known -> known.isBefore(time)).or(() -> Optional.of(time));
        last = last.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
    }

    void problem(String sentence) {
        if (problems.size() < PROBLEMS_TOLD || problems.containsKey(sentence)) {
            problems.merge(sentence, 1L, Long::sum);
        } else {
            problems.merge("further problems", 1L, Long::sum);
        }
    }

    boolean isSound() {
        return problems.isEmpty();
    }

    private List<String> problems() {
        return problems.entrySet().stream()
                .map(problem ->
                        problem.getKey() + (problem.getValue() > 1 ? " (" + problem.getValue() + " times)" : ""))
                .toList();
    }

    CoverFileReport report(String sha256) {
        List<String> all = Stream.concat(notes.stream(), spokenNames()).toList();
        return new CoverFileReport(name, sha256, recognised, rows, used, setAside, duplicates, all, problems());
    }

    /** The file as a source; of one that was not recognised nobody knows what it would have given. */
    CoverSource source(Optional<Window> complete) {
        List<String> wrong = problems();
        return new CoverSource(
                name,
                recognised.isEmpty() ? name : system,
                recognised.isEmpty() ? Set.of(CoverPart.values()) : gives,
                complete.orElseGet(() -> standing ? Window.ALWAYS : new Window(first, last)),
                wrong.stream().findFirst());
    }
}
