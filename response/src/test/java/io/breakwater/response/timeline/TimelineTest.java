package io.breakwater.response.timeline;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.ROOT;
import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Fact;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import io.breakwater.response.World;
import io.breakwater.response.incident.EraseContent;
import io.breakwater.response.incident.Note;
import io.breakwater.response.incident.ReadContent;
import io.breakwater.response.incident.ReadTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R68, R74: the timeline is made of facts, in their order, in UTC")
class TimelineTest {
    private final World world = new World();
    private final IncidentId incident = world.declared();

    private List<Timeline.Entry> timeline() {
        return new ReadTimeline(world.journal).read(as(BOB), incident, 0, 1_000);
    }

    @Test
    void everyFactOfTheIncident_isOneLine_inTheOrderOfItsNumbers() {
        world.declared();
        new Note(world.journal).write(as(ALICE), incident, "first");
        new Note(world.journal).write(as(BOB), incident, "second");
        world.settle();

        List<Timeline.Entry> lines = timeline();
        assertThat(lines.stream().map(Timeline.Entry::sequence))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, lines.size()).boxed().toList());
        assertThat(lines.get(0).text()).isEqualTo("alice declared INC-2026-0001, severity 1: “checkout 5xx”");
        assertThat(lines.get(3).text()).isEqualTo("alice noted: “first”");
        assertThat(lines.get(3).actor().name()).isEqualTo("person:alice");
        assertThat(lines.get(3).actor().via()).isEqualTo("token:TK-0123456789");
        assertThat(lines).allMatch(line -> line.position().isPresent());
    }

    @Test
    void aClockThatGoesBack_doesNotTurnTheOrderAround() {
        world.clock.advance(Duration.ofHours(-5));
        new Note(world.journal).write(as(ALICE), incident, "after the jump");

        List<Timeline.Entry> lines = timeline();
        assertThat(lines.get(lines.size() - 1).text()).contains("after the jump");
        assertThat(lines.stream().map(Timeline.Entry::time)).isSorted();
    }

    @Test
    void erasedText_isSaidToBeErased() {
        new EraseContent(world.journal)
                .erase(as(ROOT), incident, world.incident(incident).title().digest(), "Art. 17");

        assertThat(timeline().get(0).text()).endsWith("severity 1: (text erased)");
        assertThat(timeline().get(3).text()).contains("erased content").contains("Art. 17");
    }

    @Test
    void aPage_goesOnWhereTheLastOneEnded() {
        Timeline timeline = new Timeline(world.journal);
        assertThat(timeline.after(incident, 0, 2))
                .extracting(Timeline.Entry::sequence)
                .containsExactly(1L, 2L);
        assertThat(timeline.after(incident, 2, 2))
                .extracting(Timeline.Entry::sequence)
                .containsExactly(3L);
    }

    @Test
    @DisplayName("R93, R94, R97: overhead, manual steps and reconstruction are counted")
    void measures_areCountedFromFacts() {
        GrantId grant = world.grant(incident, 1, GrantState.ENDED);
        later(20, new GrantRequested(incident, grant, terms(grant), "00"));
        later(10, new GrantActivated(incident, grant, ALICE, "x", Instant.EPOCH));
        later(60, new RevocationProven(incident, grant, "x", "28P01", 0, "", 900));
        later(1, new RevocationProven(incident, grant, "x", "28P01", 0, "", 300));
        new Note(world.journal).write(as(ALICE), incident, "done");
        new ReadContent(world.journal)
                .read(as(BOB), incident, world.incident(incident).title().digest());
        later(1, new MeasureTaken(incident, Measures.PACK_MAKING, 5_000, "ms"));

        Measures measures = new ReadTimeline(world.journal).measures(as(BOB), incident);
        assertThat(measures.timeToUsableAccess()).contains(Duration.ofSeconds(30));
        assertThat(measures.overhead()).contains(Duration.ofSeconds(10));
        assertThat(measures.timeToProvenRefusal()).contains(Duration.ofMillis(900));
        assertThat(measures.manualSteps()).isEqualTo(2); // declared, noted; reading is no step
        assertThat(measures.packMaking()).contains(Duration.ofSeconds(5));
    }

    @Test
    void whatDidNotHappen_isNotMeasured() {
        assertThat(Measures.of(List.of()))
                .isEqualTo(new Measures(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty()));
    }

    private void later(int seconds, Fact fact) {
        world.clock.advance(Duration.ofSeconds(seconds));
        world.happens(fact);
    }

    private GrantTerms terms(GrantId grant) {
        return new GrantTerms(
                grant,
                incident,
                ALICE,
                new TargetName("orders-db"),
                new RoleName("admin"),
                "postgresql",
                Map.of(),
                60,
                world.text("why"),
                Optional.empty(),
                Map.of(),
                true,
                List.of(),
                60,
                60,
                "00".repeat(32));
    }
}
