package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.catalogue.Catalogue;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.Actor;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.IncidentId;
import io.breakwater.model.LogGap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R29: what the logs of an incident's time lack stands at its controls")
class LogGapsTest {
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");
    private static final Instant FROM = Instant.parse("2026-07-01T04:00:00Z");

    private final MemoryJournal journal = new MemoryJournal();

    private void taken(int places, long needing, long covered, LogGap... gaps) {
        LogCoverageTaken fact = new LogCoverageTaken(
                Optional.of(INCIDENT), FROM, FROM.plusSeconds(7_200), places, 10, 3, needing, covered, List.of(gaps));
        journal.transact(tx -> tx.append(Actor.system("watch"), fact));
    }

    private Story story() {
        Story story = new Story(INCIDENT);
        journal.factsOf(INCIDENT, 0, 100).forEach(story::add);
        return story;
    }

    private List<String> at(String control) {
        Map<String, List<String>> gaps = Gaps.of(story());
        return gaps.getOrDefault(control, List.of());
    }

    @Test
    void hoursWithoutLogs_areAGapOfLogging() {
        taken(1, 0, 0, new LogGap("111122223333", "*", FROM, FROM.plusSeconds(3_600)));

        assertThat(at("iso27001:A.8.15"))
                .containsExactly(
                        "There are no logs of 111122223333 from 2026-07-01T04:00:00Z to 2026-07-01T05:00:00Z.");
        assertThat(at("soc2:CC7.2")).hasSize(1);
    }

    @Test
    void moreTimesThanAreListed_areCounted_andTheirRegionIsNamed() {
        LogGap[] gaps = IntStream.range(0, 23)
                .mapToObj(i -> new LogGap("111122223333", "eu-" + i, FROM, FROM.plusSeconds(3_600)))
                .toArray(LogGap[]::new);
        taken(1, 0, 0, gaps);

        assertThat(at("soc2:CC7.2"))
                .hasSize(21)
                .startsWith("There are no logs of 111122223333 eu-0 from 2026-07-01T04:00:00Z to 2026-07-01T05:00:00Z.")
                .endsWith("3 more times without logs: all are in index.html.");
    }

    @Test
    void noLogsAtAll_areNotTheSameAsNothingThatHappened() {
        taken(0, 0, 0);

        assertThat(at("iso27001:A.8.15")).containsExactly("No logs of the clouds were read of the incident's time.");
    }

    @Test
    void changesWithoutFullCover_areAGapOfChangeManagement() {
        taken(1, 3, 1);

        assertThat(at("soc2:CC8.1")).containsExactly("2 of 3 changes in the logs are not covered in full; 33 % are.");
        assertThat(at("iso27001:A.8.15")).isEmpty();
    }

    @Test
    void whatWasSaidLast_counts() {
        taken(1, 3, 1);
        taken(1, 3, 3);

        assertThat(at("soc2:CC8.1")).isEmpty();
    }

    @Test
    void coverage_isShownAtItsControls() {
        taken(1, 3, 3);

        assertThat(new Evidence(Catalogue.shipped(), story()).lines())
                .filteredOn(line ->
                        line.shown().stream().anyMatch(shown -> shown.fact().equals("LogCoverageTaken")))
                .extracting(line -> line.control().id().value())
                .contains("iso27001:A.8.15", "iso27001:A.8.32", "soc2:CC7.2", "soc2:CC8.1");
    }
}
