package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.Place;
import io.breakwater.detect.read.TrailOff;
import io.breakwater.model.ControlId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    private static final Instant THREE = Instant.parse("2026-07-01T03:00:00Z");

    @Test
    void controls_areInTheOrderOfTheirNumbers() {
        List<String> sorted = Stream.of("soc2:CC8.1", "iso27001:A.8.32", "iso27001:A.8.9", "iso27001:A.5.16")
                .map(ControlId::new)
                .sorted(ControlWords.IN_ORDER)
                .map(ControlWords::number)
                .toList();
        assertThat(sorted).containsExactly("ISO 27001 A.5.16", "ISO 27001 A.8.9", "ISO 27001 A.8.32", "SOC 2 CC8.1");
    }

    @Test
    void controlOfAnotherFramework_keepsItsName() {
        assertThat(ControlWords.number(new ControlId("gdpr:33"))).isEqualTo("gdpr:33");
    }

    @ParameterizedTest
    @CsvSource({"0,0 files", "1,1 file", "2,2 files", "769641,'769,641 files'"})
    void count_isReadable(long number, String words) {
        assertThat(Words.count(number, "file")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "175000000, 175 MB", "999600, 1.0 MB", "1000000000, 1.0 GB"})
    void bytes_areInTheUnitThatFits(long bytes, String text) {
        assertThat(Words.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.01, under 1 %", "50.4, 50 %", "99.99, over 99 %", "100, 100 %"})
    void percent_neverSaysAllOrNothing_whereItIsNot(double percent, String text) {
        assertThat(Words.percent(percent)).isEqualTo(text);
    }

    @Test
    void gap_namesItsRegion_orAllOfThem() {
        assertThat(GapWords.where(gap("111122223333", "eu-west-1"))).isEqualTo("account 111122223333, eu-west-1");
        assertThat(GapWords.where(gap("111122223333", Gap.EVERY_REGION)))
                .isEqualTo("account 111122223333, every region");
        assertThat(GapWords.where(gap("", "eu-west-1"))).isEqualTo("account not logged, eu-west-1");
        assertThat(GapWords.length(gap("1", "r"))).isEqualTo("2 h");
    }

    @Test
    void gaps_areTold_theLongestFirst_andInOneLine() {
        Gap hours = gap("1", "r");
        Gap days = new Gap(new Place("2", "*"), THREE, THREE.plusSeconds(200_000), Gap.Kind.NO_LOGS, false);
        assertThat(GapWords.longestFirst(List.of(hours, days, hours))).containsExactly(days, hours, hours);
        assertThat(GapWords.line(hours)).isEqualTo("account 1, r: no logs for 2 h from 2026-07-01T03:00:00Z");
    }

    private static Gap gap(String account, String region) {
        return new Gap(new Place(account, region), THREE, THREE.plusSeconds(7_200), Gap.Kind.NO_LOGS, false);
    }

    @Test
    void trailThatNobodySawSwitchedOnAgain_hasNoEnd() {
        TrailOff off = new TrailOff("1", "main", THREE, Optional.empty(), "e-1");
        assertThat(GapWords.length(off)).isEqualTo("not seen switched on again");
        TrailOff on = new TrailOff("1", "main", THREE, Optional.of(THREE.plusSeconds(90)), "e-1");
        assertThat(GapWords.length(on)).isEqualTo("1 min 30 s");
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void everyVerdict_isExplained(Verdict verdict) {
        assertThat(NextStep.meaning(verdict)).isNotBlank();
        assertThat(Words.mood(verdict)).isIn("good", "warn", "bad");
    }

    @Test
    void longValue_isCut_notInsideACharacter() {
        String cut = FindingCard.cut("\uD83D\uDE00".repeat(500));
        assertThat(cut.codePoints().count()).isEqualTo(401);
        assertThat(cut).endsWith("\uD83D\uDE00…");
        assertThat(FindingCard.cut("short")).isEqualTo("short");
    }
}
