package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.rules.PackSamples;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.rules.SampleView;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every correlation and follow-up of the shipped pack, on the sequences of its samples, judged as a scan judges them. */
class PackSequencesTest {
    private static final RuleSet SET = RulePack.shipped().read();
    private static final Plan PLAN = Plan.of(SET);
    private static final ScanRules RULES = new ScanRules(SET);

    static Stream<Arguments> sequences() {
        return IntStream.range(SET.rules().size(), RULES.size())
                .mapToObj(number -> PackSamples.file(RULES.info(number)))
                .flatMap(
                        file -> PackSamples.of(file).stream().map(sample -> Arguments.of(file, sample.name(), sample)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("sequences")
    void sequence_isFoundOrNot_asItsSampleSays(String file, String name, Sample sample) {
        List<String> found = judged(file, sample).stream()
                .filter(finding -> finding.level() != Level.INFORMATIONAL)
                .flatMap(finding -> finding.rules().stream())
                .map(number -> PackSamples.file(RULES.info(number)))
                .toList();

        assertThat(found.contains(file)).as(name + ": " + found).isEqualTo(sample.matches());
    }

    private List<Finding> judged(String file, Sample sample) {
        List<RawRecord> records = sample.events();
        List<Finding> findings = new ArrayList<>();
        CoverJudge judge = new CoverJudge(CoverBook.builder().build(), CoverLimits.DEFAULT);
        Judging judging = new Judging(RULES, judge, findings::add, any -> {});
        Instant end = Instant.EPOCH;
        for (int i = 0; i < records.size(); i++) {
            LogEvent event = SampleView.of(records.get(i), i);
            end = event.time();
            List<Integer> matched = matched(file, records.get(i));
            if (!matched.isEmpty()) {
                judging.take(Prepared.of(new Hit(event, matched), RULES, judge));
            }
        }
        judging.end(Optional.of(end));
        return findings;
    }

    /** Rules for the logs of the sample's folder: nothing tells sign-ins from audit records but the rules themselves. */
    private static List<Integer> matched(String file, RawRecord record) {
        Matcher matcher = PLAN.matcher();
        String folder = file.substring(0, file.indexOf('/') + 1);
        return matcher.match(record.record()).stream()
                .boxed()
                .filter(rule -> RULES.info(rule).place().file().startsWith(RulePack.SHIPPED + folder))
                .toList();
    }
}
