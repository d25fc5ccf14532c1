package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.report.Survey.Who;
import io.breakwater.detect.report.Timeline.Lane;
import io.breakwater.detect.scan.ScanResult;
import io.breakwater.detect.sigma.rule.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
    @TempDir
    Path folder;

    private ReportKit kit;

    @BeforeEach
    void begin() {
        kit = new ReportKit(folder);
    }

    private Survey survey() throws IOException {
        try (ScanResult result = kit.scan()) {
            return Survey.of(result);
        }
    }

    @Test
    void person_isCountedOnce_withFirstAndLast_andTheFirstFewAddresses() throws IOException {
        for (int i = 0; i < 9; i++) {
            kit.opened("2026-07-01T03:0" + i + ":00Z", "alice").put("sourceIPAddress", "203.0.113." + i);
        }
        Who alice = survey().people().get(0);
        assertThat(alice.name()).isEqualTo("alice");
        assertThat(alice.count()).isEqualTo(new Survey.Count(9, 9));
        assertThat(alice.first()).isEqualTo("2026-07-01T03:00:00Z");
        assertThat(alice.last()).isEqualTo("2026-07-01T03:08:00Z");
        assertThat(alice.addresses()).hasSize(Who.ADDRESSES).contains("203.0.113.0");
        assertThat(alice.worst()).contains(Verdict.UNCOVERED);
    }

    @Test
    void peopleWithNamesThatFillTheMemory_areCountedTogether() throws IOException {
        int most = 100 * Survey.PEOPLE / 2_000;
        for (int i = 0; i < most + 50; i++) {
            kit.opened("2026-07-01T03:00:00Z", "x".repeat(1_990) + i);
        }
        Survey survey = survey();
        assertThat(survey.people()).hasSizeBetween(most, most + 5);
        assertThat(survey.people().size() + survey.ofOtherPeople()).isEqualTo(most + 50);
    }

    @Test
    void personWhoseEventsAreSettled_comesLast() throws IOException {
        kit.event("2026-07-01T03:13:00Z", "signin.amazonaws.com", "ConsoleLogin", "aaron");
        kit.opened("2026-07-01T03:14:00Z", "zoe");
        assertThat(survey().people()).extracting(Who::name).containsExactly("zoe", "aaron");
        assertThat(survey().people().get(1).level()).isEqualTo(Level.INFORMATIONAL);
    }

    @Test
    void levels_areTheGravestFirst_andTellOpenOnesApart() throws IOException {
        kit.event("2026-07-01T03:13:00Z", "signin.amazonaws.com", "ConsoleLogin", "carol");
        kit.opened("2026-07-01T03:14:00Z", "alice");
        assertThat(survey().levels().keySet()).containsExactly(Level.HIGH, Level.INFORMATIONAL);
        assertThat(survey().levels().get(Level.INFORMATIONAL)).isEqualTo(new Survey.Count(1, 0));
    }

    @Test
    void timeline_holdsEveryFinding_andEveryEvent() throws IOException {
        kit.opened("2026-07-01T00:00:00Z", "alice");
        kit.opened("2026-07-01T23:59:59Z", "alice");
        kit.event("2026-07-01T12:00:00Z", "s3.amazonaws.com", "ListBuckets", "carol");
        Timeline timeline = survey().timeline();
        assertThat(timeline.lanes()).containsOnlyKeys(Lane.UNCOVERED);
        long[] lane = timeline.lanes().getOrDefault(Lane.UNCOVERED, new long[0]);
        assertThat(LongStream.of(lane).sum()).isEqualTo(2);
        assertThat(lane[0]).isEqualTo(1);
        assertThat(lane[Timeline.PIECES - 1]).isEqualTo(1);
        assertThat(timeline.read()).isEqualTo(3);
    }

    @Test
    void timeOutsideOfTheTimeline_standsAtItsBorder() throws IOException {
        kit.opened("2026-07-01T03:00:00Z", "alice");
        Timeline timeline = survey().timeline();
        assertThat(timeline.piece(Instant.EPOCH)).isZero();
        assertThat(timeline.piece(Instant.parse("2030-01-01T00:00:00Z"))).isEqualTo(Timeline.PIECES - 1);
        assertThat(timeline.at(timeline.share(timeline.to()))).isEqualTo(timeline.to());
    }
}
