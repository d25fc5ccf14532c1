package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.CorrelatedStream.TEMPORAL;
import static io.breakwater.detect.sigma.CorrelatedStream.THREE_A;
import static io.breakwater.detect.sigma.CorrelatedStream.base;
import static io.breakwater.detect.sigma.CorrelatedStream.correlation;
import static io.breakwater.detect.sigma.Given.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.correlation.CorrelationLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sigma correlation rules 2.1.0, type by type. */
@DisplayName("Sigma correlations")
class CorrelatorTest {

    @Test
    void eventCount_matchesWhenTheCountIsReachedWithinTheTimeSpan() {
        CorrelatedStream stream = new CorrelatedStream(THREE_A);
        stream.at(0, "a", "\"u\":1").at(5, "a", "\"u\":1").at(10, "a", "\"u\":1");
        assertThat(stream.found()).containsExactly("many[1]=3[a0, a5, a10]");
    }

    @Test
    void eventCount_oneSecondTooLate_doesNotMatch() {
        CorrelatedStream stream = new CorrelatedStream(THREE_A);
        stream.at(0, "a", "\"u\":1")
                .at(5, "a", "\"u\":1")
                .at(11, "a", "\"u\":1")
                .end();
        assertThat(stream.found()).isEmpty();
    }

    @Test
    void eventCount_slides_andUsesItsEventsUp() {
        CorrelatedStream stream = new CorrelatedStream(THREE_A);
        for (int second : new int[] {0, 8, 12, 16, 17, 18, 19, 20}) {
            stream.at(second, "a", "\"u\":1");
        }
        assertThat(stream.found()).containsExactly("many[1]=3[a8, a12, a16]", "many[1]=3[a17, a18, a19]");
    }

    @Test
    void groups_areCountedApart_andOtherRulesNotAtAll() {
        CorrelatedStream stream = new CorrelatedStream(THREE_A);
        stream.at(0, "a", "\"u\":1").at(1, "a", "\"u\":2").at(2, "b", "\"u\":1").at(3, "a", "\"u\":1");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.at(4, "a", "\"u\":1").found()).containsExactly("many[1]=3[a0, a3, a4]");
    }

    @Test
    void eventWithoutItsGroup_isInNoGroup_andTold() {
        CorrelatedStream stream = new CorrelatedStream(THREE_A);
        for (int i = 0; i < 5; i++) {
            stream.at(i, "a", "\"u\":null");
        }
        assertThat(stream.found()).isEmpty();
        assertThat(stream.losses()).containsExactly(new CorrelationLoss(3, 0, 5, 0));
    }

    @Test
    void listInAGroupField_putsTheEventIntoEachGroup() {
        CorrelatedStream stream = new CorrelatedStream(THREE_A);
        stream.at(0, "a", "\"u\":[1,2]").at(1, "a", "\"u\":2").at(2, "a", "\"u\":[2,3]");
        assertThat(stream.found()).containsExactly("many[2]=3[a0, a1, a2]");
    }

    @Test
    void withoutGroupBy_allEventsAreOneGroup() {
        CorrelatedStream stream = new CorrelatedStream(correlation("any", """
                type: event_count
                rules: [a, b]
                timespan: 1m
                condition: {gt: 2}
                """));
        stream.at(0, "a", "").at(1, "b", "").at(60, "a", "");
        assertThat(stream.found()).containsExactly("any[]=3[a0, b1, a60]");
    }

    @Test
    void eventCount_withAnUpperBound_isDecidedWhenTheTimeSpanHasPassed() {
        CorrelatedStream stream = new CorrelatedStream(correlation("range", """
                type: event_count
                rules: [a]
                group-by: [u]
                timespan: 10s
                condition: {gte: 2, lt: 4}
                """));
        stream.at(0, "a", "\"u\":1").at(1, "a", "\"u\":1").at(2, "a", "\"u\":2");
        assertThat(stream.found()).isEmpty();
        stream.at(11, "b", "");
        assertThat(stream.found()).containsExactly("range[1]=2[a0, a1]");
        for (int i = 20; i < 25; i++) {
            stream.at(i, "a", "\"u\":3");
        }
        assertThat(stream.end().found()).hasSize(1);
    }

    @Test
    void valueCount_countsDistinctValues() {
        CorrelatedStream stream = new CorrelatedStream(correlation("users", """
                type: value_count
                rules: [a]
                group-by: [host]
                timespan: 1h
                condition: {field: u, gte: 3}
                """));
        stream.at(0, "a", "\"host\":\"h\",\"u\":1")
                .at(1, "a", "\"host\":\"h\",\"u\":1")
                .at(2, "a", "\"host\":\"h\",\"u\":2");
        stream.at(3, "a", "\"host\":\"h\"");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.at(4, "a", "\"host\":\"h\",\"u\":3").found()).hasSize(1);
    }

    @Test
    void valueCount_ofSeveralFields_countsTheirCombinations() {
        CorrelatedStream stream = new CorrelatedStream(correlation("pairs", """
                type: value_count
                rules: [a]
                timespan: 1h
                condition: {field: [u, v], gte: 3}
                """));
        stream.at(0, "a", "\"u\":1,\"v\":1").at(1, "a", "\"u\":1,\"v\":2").at(2, "a", "\"u\":1,\"v\":2");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.at(3, "a", "\"u\":2,\"v\":2").found()).hasSize(1);
    }

    private static CorrelatedStream numbers(String type, String condition, String... values) {
        CorrelatedStream stream = new CorrelatedStream(correlation(
                "n", "type: " + type + "\nrules: [a]\ntimespan: 1h\ncondition: {field: x, " + condition + "}\n"));
        for (int i = 0; i < values.length; i++) {
            stream.at(i, "a", "\"x\":" + values[i]);
        }
        return stream.end();
    }

    @Test
    void sumAverageMedianPercentile_areComputedOfTheField() {
        assertThat(numbers("value_sum", "gt: 10", "4", "\"6\"", "0.5").found()).containsExactly("n[]=10.5[a0, a1, a2]");
        assertThat(numbers("value_avg", "eq: 2", "1", "2", "3").found()).containsExactly("n[]=2[a0, a1, a2]");
        assertThat(numbers("value_avg", "gt: 3", "9", "0", "0").found()).isEmpty();
        assertThat(numbers("value_median", "eq: 2.5", "1", "9", "2", "3").found())
                .hasSize(1);
        assertThat(numbers("value_median", "eq: 2", "1", "9", "2").found()).hasSize(1);
        assertThat(numbers(
                                "value_percentile",
                                "percentile: 90, gte: 9",
                                "1",
                                "2",
                                "3",
                                "4",
                                "5",
                                "6",
                                "7",
                                "8",
                                "9",
                                "10")
                        .found())
                .containsExactly("n[]=9[a0, a1, a2, a3, a4, a5, a6, a7, a8, a9]");
        assertThat(numbers("value_percentile", "percentile: 10, lte: 1", "5", "1", "2")
                        .found())
                .hasSize(1);
    }

    @Test
    void valuesThatAreNoNumbers_areLeftOutAndTold() {
        CorrelatedStream stream = numbers("value_sum", "gte: 3", "1", "\"many\"", "true", "2");
        assertThat(stream.found()).containsExactly("n[]=3[a0, a1, a2, a3]");
        assertThat(stream.losses()).containsExactly(new CorrelationLoss(3, 0, 0, 2));
        assertThat(numbers("value_avg", "lt: 5", "\"x\"").found()).isEmpty();
    }

    private static final int TEMPORAL_SECONDS = 10;

    @Test
    void temporal_needsEveryRuleInAnyOrder() {
        CorrelatedStream stream = new CorrelatedStream(correlation("t", TEMPORAL));
        stream.at(0, "c", "\"u\":1").at(1, "a", "\"u\":1").at(2, "a", "\"u\":1").at(3, "b", "\"u\":2");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.at(4, "b", "\"u\":1").found()).containsExactly("t[1]=3[c0, a1, a2, b4]");
    }

    @Test
    void temporal_withANumber_needsAsManyRules() {
        CorrelatedStream stream = new CorrelatedStream(correlation("t", TEMPORAL + "condition: {gte: 2}\n"));
        assertThat(stream.at(0, "c", "\"u\":1").at(1, "c", "\"u\":1").found()).isEmpty();
        assertThat(stream.at(2, "a", "\"u\":1").found()).hasSize(1);
    }

    @Test
    void temporalOrdered_needsTheOrderOfTheList() {
        CorrelatedStream stream =
                new CorrelatedStream(correlation("t", TEMPORAL.replace("temporal", "temporal_ordered")));
        stream.at(0, "b", "\"u\":1").at(1, "a", "\"u\":1").at(2, "c", "\"u\":1");
        assertThat(stream.found()).isEmpty();
        stream.at(3, "b", "\"u\":1");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.at(4, "c", "\"u\":1").found()).containsExactly("t[1]=3[b0, a1, c2, b3, c4]");
    }

    @Test
    void temporalOrdered_withinOneMoment_hasNoWrongOrder() {
        CorrelatedStream stream =
                new CorrelatedStream(correlation("t", TEMPORAL.replace("temporal", "temporal_ordered")));
        stream.at(0, "c", "\"u\":1").at(0, "b", "\"u\":1").at(0, "a", "\"u\":1");
        assertThat(stream.found()).hasSize(1);
    }

    @Test
    void temporal_withAnExpression_asksWhichRulesWereSeen() {
        CorrelatedStream stream = new CorrelatedStream(
                correlation("t", "type: temporal\ngroup-by: [u]\ntimespan: 10s\ncondition: a and (b or c)\n"));
        assertThat(stream.at(0, "b", "\"u\":1").at(1, "c", "\"u\":1").found()).isEmpty();
        assertThat(stream.at(2, "a", "\"u\":1").found()).containsExactly("t[1]=3[b0, c1, a2]");
    }

    @Test
    void temporal_withAnAbsence_isDecidedWhenTheTimeSpanHasPassed() {
        CorrelatedStream stream = new CorrelatedStream(correlation(
                "t", "type: temporal\nrules: [a, b]\ngroup-by: [u]\ntimespan: 10s\ncondition: a and not b\n"));
        stream.at(0, "a", "\"u\":1").at(0, "a", "\"u\":2").at(9, "b", "\"u\":1");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.end().found()).containsExactly("t[2]=1[a0]");
    }

    @Test
    void aliases_joinFieldsThatAreCalledOtherwise() {
        CorrelatedStream stream = new CorrelatedStream(correlation("t", """
                type: temporal
                rules: [a, b]
                group-by: [ip]
                timespan: 10s
                aliases:
                  ip:
                    a: source.ip
                    b: dest
                """));
        stream.at(0, "a", "\"source\":{\"ip\":\"x\"},\"dest\":\"y\"")
                .at(1, "b", "\"source\":{\"ip\":\"y\"},\"dest\":\"z\"");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.at(2, "b", "\"dest\":\"x\"").found()).containsExactly("t[x]=2[a0, b2]");
    }

    @Test
    void correlationOfCorrelations_seesTheInnerOnesMatchAndItsGroup() {
        CorrelatedStream stream = new CorrelatedStream(
                correlation("outer", "type: temporal_ordered\nrules: [many, b]\ngroup-by: [u]\ntimespan: 1m\n"),
                THREE_A);
        stream.at(0, "b", "\"u\":1");
        for (int i = 1; i < 4; i++) {
            stream.at(i, "a", "\"u\":1");
        }
        assertThat(stream.found()).containsExactly("many[1]=3[a1, a2, a3]");
        stream.at(5, "b", "\"u\":2").at(6, "b", "\"u\":1");
        assertThat(stream.found()).containsExactly("many[1]=3[a1, a2, a3]", "outer[1]=2[b0, a1, a2, a3, b6]");
    }

    @Test
    void generate_saysWhetherRulesStandForThemselves() {
        assertThat(sound(CorrelatedStream.RULES, THREE_A).feedingOnly()).containsExactly(0);
        assertThat(sound(CorrelatedStream.RULES, THREE_A + "  generate: true\n").feedingOnly())
                .isEmpty();
    }

    @Test
    void oneEventThatMatchesTwoRules_countsOnce_andShowsBoth() {
        String both = base("a").replace("name: a", "name: other");
        CorrelatedStream counted = new CorrelatedStream(
                both, correlation("n", "type: event_count\nrules: [a, other]\ntimespan: 1m\ncondition: {gte: 2}\n"));
        assertThat(counted.at(0, "a", "").found()).isEmpty();
        assertThat(counted.at(1, "a", "").found()).containsExactly("n[]=2[a0, a1]");
        CorrelatedStream seen =
                new CorrelatedStream(both, correlation("t", "type: temporal\nrules: [a, other]\ntimespan: 1m\n"));
        assertThat(seen.at(0, "a", "").found()).containsExactly("t[]=2[a0]");
    }

    /** The same count by the shortest program that can be right. */
    @Test
    void eventCount_onRandomStreams_isTheCountOfAPlainWindow() {
        Random random = new Random(20261121);
        for (int round = 0; round < 50; round++) {
            CorrelatedStream stream = new CorrelatedStream(THREE_A);
            List<Integer> window = new ArrayList<>();
            int expected = 0;
            int now = 0;
            for (int i = 0; i < 200; i++) {
                now += random.nextInt(8);
                int earliest = now - 10;
                window.removeIf(second -> second < earliest);
                window.add(now);
                if (window.size() == 3) {
                    expected++;
                    window.clear();
                }
                stream.at(now, "a", "\"u\":1");
            }
            assertThat(stream.found()).hasSize(expected);
        }
    }

    /** Of the events in the window: whether any choice of one each stands in the order of the list. */
    @Test
    void temporalOrdered_onRandomStreams_findsARowWhereThereIsOne() {
        Random random = new Random(20261122);
        String rule = correlation("t", TEMPORAL.replace("temporal", "temporal_ordered"));
        int matched = 0;
        for (int round = 0; round < 200; round++) {
            CorrelatedStream stream = new CorrelatedStream(rule);
            List<int[]> window = new ArrayList<>();
            int expected = 0;
            int now = 0;
            for (int i = 0; i < 40; i++) {
                now += random.nextInt(6);
                int earliest = now - TEMPORAL_SECONDS;
                int source = random.nextInt(3);
                window.removeIf(event -> event[0] < earliest);
                window.add(new int[] {now, source});
                if (hasRow(window)) {
                    expected++;
                    window.clear();
                }
                stream.at(now, "abc".substring(source, source + 1), "\"u\":1");
            }
            assertThat(stream.found()).hasSize(expected);
            matched += expected;
        }
        assertThat(matched).isPositive();
    }

    private static boolean hasRow(List<int[]> window) {
        return window.stream()
                .filter(a -> a[1] == 0)
                .anyMatch(a -> window.stream()
                        .filter(b -> b[1] == 1 && b[0] >= a[0])
                        .anyMatch(b -> window.stream().anyMatch(c -> c[1] == 2 && c[0] >= b[0])));
    }

    @Test
    void valueCountAndSum_onRandomStreams_areThoseOfAPlainWindow() {
        Random random = new Random(20261123);
        String count = correlation(
                "count", "type: value_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, gte: 4}");
        String sum = correlation(
                "sum", "type: value_sum\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: v, gt: 20}");
        for (int round = 0; round < 50; round++) {
            CorrelatedStream counting = new CorrelatedStream(count);
            CorrelatedStream summing = new CorrelatedStream(sum);
            List<int[]> counted = new ArrayList<>();
            List<int[]> summed = new ArrayList<>();
            int counts = 0;
            int sums = 0;
            int now = 0;
            for (int i = 0; i < 150; i++) {
                now += random.nextInt(5);
                int earliest = now - 10;
                int value = random.nextInt(7);
                counted.removeIf(event -> event[0] < earliest);
                summed.removeIf(event -> event[0] < earliest);
                counted.add(new int[] {now, value});
                summed.add(new int[] {now, value});
                if (counted.stream().mapToInt(event -> event[1]).distinct().count() >= 4) {
                    counts++;
                    counted.clear();
                }
                if (summed.stream().mapToInt(event -> event[1]).sum() > 20) {
                    sums++;
                    summed.clear();
                }
                counting.at(now, "a", "\"u\":1,\"v\":" + value);
                summing.at(now, "a", "\"u\":1,\"v\":" + value);
            }
            assertThat(counting.found()).hasSize(counts);
            assertThat(summing.found()).hasSize(sums);
        }
    }
}
