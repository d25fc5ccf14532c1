package io.breakwater.detect.cover;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The places cover was read from: what they can tell about a time, and what nobody can tell. */
final class CoverSources {
    private final List<CoverSource> all;

    private final Set<CoverPart> given = EnumSet.noneOf(CoverPart.class);

    CoverSources(List<CoverSource> sources) {
        all = sources.stream().sorted(Comparator.comparing(CoverSource::name)).toList();
        all.forEach(source -> given.addAll(source.gives()));
    }

    /** Whether any place could give the part. */
    boolean give(CoverPart part) {
        return given.contains(part);
    }

    /** Why it cannot be told whether something of this part existed at the time; empty when it can. */
    Optional<String> blindness(CoverPart part, Instant time) {
        if (!give(part)) {
            return Optional.empty();
        }
        Map<String, List<CoverSource>> bySystem = all.stream()
                .filter(source -> source.gives().contains(part))
                .collect(Collectors.groupingBy(CoverSource::system, TreeMap::new, Collectors.toList()));
        return bySystem.values().stream()
                .flatMap(system -> blindness(system, time).stream())
                .findFirst();
    }

    private static Optional<String> blindness(List<CoverSource> system, Instant time) {
        Optional<String> unreadable = system.stream()
                .flatMap(source ->
                        source
                                .trouble()
                                .map(trouble -> source.name() + " could not be read in full: " + trouble)
                                .stream())
                .findFirst();
        return unreadable.or(() -> outside(system, time));
    }

    private static Optional<String> outside(List<CoverSource> system, Instant time) {
        return system.stream().anyMatch(source -> source.complete().holds(time, java.time.Duration.ZERO))
                ? Optional.empty()
                : Optional.of("the event is outside of what was exported: "
                        + system.stream()
                                .map(source -> source.name() + " is "
                                        + source.complete().inWords())
                                .collect(Collectors.joining(", ")));
    }

    /** The end of a sentence about something not found. */
    String nothingOf(CoverPart part) {
        return give(part) ? "" : "; no source of " + part.label() + "s was given";
    }
}
