package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.PartAnswer.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one rule by which four answers become a verdict, on every combination of them. */
class CoverAnswerTest {
    private static PartAnswer part(CoverPart part, State state) {
        return new PartAnswer(part, state, Optional.empty(), "why");
    }

    /** All 81 combinations. */
    static Stream<List<PartAnswer>> everyCombination() {
        return IntStream.range(0, 81).mapToObj(number -> {
            List<PartAnswer> parts = new ArrayList<>();
            int rest = number;
            for (CoverPart part : CoverPart.values()) {
                parts.add(part(part, State.values()[rest % 3]));
                rest /= 3;
            }
            return parts;
        });
    }

    private static boolean any(List<PartAnswer> parts, State state) {
        return parts.stream().anyMatch(part -> part.state() == state);
    }

    private static boolean all(List<PartAnswer> parts, State state) {
        return parts.stream().allMatch(part -> part.state() == state);
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void covered_meansAllFour_andUncoveredNone(List<PartAnswer> parts) {
        Verdict verdict = CoverAnswer.of(parts, Optional.empty(), false).verdict();
        assertThat(verdict == Verdict.COVERED).isEqualTo(all(parts, State.FOUND));
        assertThat(verdict == Verdict.UNCOVERED).isEqualTo(all(parts, State.MISSING));
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void unknown_isNeitherAYesNorANo(List<PartAnswer> parts) {
        Verdict verdict = CoverAnswer.of(parts, Optional.empty(), false).verdict();
        boolean certainlyPartly = any(parts, State.FOUND) && any(parts, State.MISSING);
        assertThat(verdict == Verdict.PARTLY_COVERED).isEqualTo(certainlyPartly);
        assertThat(verdict == Verdict.UNKNOWN).isEqualTo(any(parts, State.UNKNOWN) && !certainlyPartly);
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void drill_needsSomethingFound_andSuspicionGoesAboveEverything(List<PartAnswer> parts) {
        assertThat(CoverAnswer.of(parts, Optional.empty(), true).verdict() == Verdict.DRILL)
                .isEqualTo(any(parts, State.FOUND));
        assertThat(CoverAnswer.of(parts, Optional.of("odd"), true).verdict()).isEqualTo(Verdict.SUSPECTED_COMPROMISE);
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void missing_isWhatIsMissing_andNotWhatIsUnknown(List<PartAnswer> parts) {
        CoverAnswer answer = CoverAnswer.of(parts, Optional.empty(), false);
        for (CoverPart part : CoverPart.values()) {
            assertThat(answer.part(part).part()).isEqualTo(part);
            assertThat(answer.missing().contains(part))
                    .isEqualTo(answer.part(part).state() == State.MISSING);
        }
    }

    @Test
    void verdicts_areInTheOrderOfTheirGravity_andHaveWords() {
        assertThat(Verdict.values())
                .startsWith(Verdict.SUSPECTED_COMPROMISE, Verdict.UNCOVERED)
                .endsWith(Verdict.COVERED);
        assertThat(Verdict.PARTLY_COVERED.label()).isEqualTo("partly covered");
        assertThat(CoverPart.GRANT.label()).isEqualTo("grant");
    }
}
