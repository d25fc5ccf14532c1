package io.breakwater.response.finding;

import io.breakwater.model.Actor;
import io.breakwater.model.ControlId;
import io.breakwater.model.FactId;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingSubject;
import io.breakwater.model.FindingTimes;
import io.breakwater.model.IncidentId;
import io.breakwater.response.World;
import java.util.List;
import java.util.Optional;

/** Something that was found in the logs, put on the record as the watch does it. */
final class Found {
    static final FindingId ID = new FindingId("F-0123456789abcdef");

    private Found() {}

    static void in(World world, boolean owed, boolean urgent, Optional<IncidentId> incident) {
        FindingRaised raised = new FindingRaised(
                ID,
                "EVENT",
                "high",
                List.of("Root used"),
                List.of(new ControlId("iso27001:A.8.2")),
                Optional.of("uncovered"),
                owed,
                urgent,
                new FindingSubject(
                        "Root used",
                        "root",
                        "ConsoleLogin",
                        "111122223333",
                        "eu-central-1",
                        "198.51.100.7",
                        Optional.empty(),
                        Optional.of("e-1")),
                new FindingTimes(world.now(), Optional.empty(), world.now(), world.now()),
                "ab".repeat(32),
                incident,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        world.journal.transact(tx -> {
            FactId fact = tx.append(Actor.system("watch"), raised);
            return tx.state().insert(ID.value(), Finding.raised(raised, fact, Optional.empty()));
        });
        world.settle();
    }

    static Finding now(World world) {
        return world.journal.read(
                tx -> tx.state().find(Finding.class, ID.value()).orElseThrow().value());
    }
}
