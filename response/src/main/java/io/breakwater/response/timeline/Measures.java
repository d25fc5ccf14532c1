package io.breakwater.response.timeline;

import io.breakwater.ledger.Recorded;
import io.breakwater.model.Fact;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an emergency cost in time and hands, counted from its facts (R93, R94, R97).
 *
 * @param timeToUsableAccess from the declaration to the first credential that works
 * @param overhead from the first request for access to the first credential that works: what the procedure added
 * @param timeToProvenRefusal the longest time from the order to end access to the refusal that proves it
 * @param manualSteps commands that people gave: facts of one person at one moment are one command; reading is none
 * @param packMaking how long the latest pack took to make: what reconstruction costs now
 */
public record Measures(
        Optional<Duration> timeToUsableAccess,
        Optional<Duration> overhead,
        Optional<Duration> timeToProvenRefusal,
        long manualSteps,
        Optional<Duration> packMaking) {
    /** The name under which the maker of packs records how long it took, in milliseconds. */
    public static final String PACK_MAKING = "pack-making";

    private static final String MILLISECONDS = "ms";

    /** Counted from the facts of one incident, in order. */
    public static Measures of(List<Recorded> facts) {
        return new Measures(
                between(first(facts, IncidentDeclared.class), first(facts, GrantActivated.class)),
                between(first(facts, GrantRequested.class), first(facts, GrantActivated.class)),
                all(facts, RevocationProven.class)
                        .map(fact -> Duration.ofMillis(fact.millis()))
                        .max(Duration::compareTo),
                steps(facts),
                all(facts, MeasureTaken.class)
                        .filter(measure -> measure.name().equals(PACK_MAKING))
                        .map(measure -> Duration.ofMillis(measure.value()))
                        .reduce((earlier, later) -> later));
    }

    /** The measures as facts, those that could be taken. */
    public List<MeasureTaken> facts(IncidentId incident) {
        List<MeasureTaken> taken = new ArrayList<>();
        timeToUsableAccess.ifPresent(time -> taken.add(millis(incident, "time-to-usable-access", time)));
        overhead.ifPresent(time -> taken.add(millis(incident, "procedure-overhead", time)));
        timeToProvenRefusal.ifPresent(time -> taken.add(millis(incident, "time-to-proven-refusal", time)));
        taken.add(new MeasureTaken(incident, "manual-steps", manualSteps, "commands"));
        return taken;
    }

    private static MeasureTaken millis(IncidentId incident, String name, Duration time) {
        return new MeasureTaken(incident, name, time.toMillis(), MILLISECONDS);
    }

    private static long steps(List<Recorded> facts) {
        return facts.stream()
                .filter(recorded -> recorded.envelope().actor().person().isPresent())
                .filter(recorded -> !(recorded.envelope().fact() instanceof EvidenceRead))
                .map(recorded -> recorded.envelope().actor().name() + " "
                        + recorded.envelope().time())
                .distinct()
                .count();
    }

    private static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(start -> to.map(end -> Duration.between(start, end)));
    }

    private static Optional<Instant> first(List<Recorded> facts, Class<? extends Fact> type) {
        return facts.stream()
                .filter(recorded -> type.isInstance(recorded.envelope().fact()))
                .findFirst()
                .map(recorded -> recorded.envelope().time());
    }

    private static <F extends Fact> Stream<F> all(List<Recorded> facts, Class<F> type) {
        return facts.stream()
                .map(recorded -> recorded.envelope().fact())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
