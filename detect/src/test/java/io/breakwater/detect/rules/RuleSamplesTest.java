package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the pack, in the compiled plan of the whole pack, on events of ours. */
class RuleSamplesTest {
    private static final RuleSet SET = RulePack.shipped().read();
    private static final Plan PLAN = Plan.of(SET);

    static IntStream rules() {
        return IntStream.range(0, SET.rules().size());
    }

    static Stream<String> files() {
        return PackSamples.files();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_matchesItsSamples_andIgnoresTheOthers(int rule) {
        String file = PackSamples.file(SET.info(rule));
        Matcher matcher = PLAN.matcher(SET.rules().get(rule).logsource());
        for (Sample sample : PackSamples.of(file)) {
            for (RawRecord record : sample.events()) {
                assertThat(matcher.match(record.record()).stream().anyMatch(match -> match == rule))
                        .as(file + ": " + sample.name())
                        .isEqualTo(sample.matches());
                assertThat(matcher.undecided().isEmpty())
                        .as(file + ": " + sample.name())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFile_hasSamplesOfBothKinds(String file) {
        List<Sample> samples = PackSamples.of(file);

        assertThat(samples).extracting(Sample::matches).as(file).contains(true, false);
        assertThat(samples).extracting(Sample::name).doesNotHaveDuplicates();
    }
}
