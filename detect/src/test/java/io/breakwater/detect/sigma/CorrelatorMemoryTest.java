package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.CorrelatedStream.TEMPORAL;
import static io.breakwater.detect.sigma.CorrelatedStream.THREE_A;
import static io.breakwater.detect.sigma.CorrelatedStream.correlation;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.correlation.CorrelationLimits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What correlations remember, however much there is. */
@DisplayName("Sigma correlations: memory")
class CorrelatorMemoryTest {
    @Test
    void memory_isBounded_andWhatWasForgottenIsTold() {
        CorrelatedStream stream = new CorrelatedStream(new CorrelationLimits(10, 100, Long.MAX_VALUE), THREE_A);
        for (int i = 0; i < 1_000; i++) {
            stream.at(0, "a", "\"u\":" + i);
        }
        stream.at(1, "a", "\"u\":0").at(1, "a", "\"u\":0");
        assertThat(stream.found()).isEmpty();
        assertThat(stream.losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.groupsForgotten()).isEqualTo(991));
        assertThat(stream.at(2, "a", "\"u\":999").at(2, "a", "\"u\":999").found())
                .hasSize(1);
    }

    @Test
    void eventsOfAllGroupsTogether_areBounded() {
        CorrelatedStream stream = new CorrelatedStream(new CorrelationLimits(1_000, 20, Long.MAX_VALUE), THREE_A);
        for (int i = 0; i < 100; i++) {
            stream.at(0, "a", "\"u\":" + i % 50);
        }
        assertThat(stream.losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.groupsForgotten()).isEqualTo(80));
    }

    @Test
    void memoryOfAllCorrelationsTogether_isBounded_andTheOneThatTakesMostForgetsFirst() {
        String other = THREE_A.replace("many", "other").replace("group-by: [u]", "group-by: [w]");
        CorrelatedStream stream = new CorrelatedStream(new CorrelationLimits(1_000, 1_000, 100_000), THREE_A, other);
        stream.at(0, "a", "\"w\":1");
        for (int i = 0; i < 500; i++) {
            stream.at(0, "a", "\"u\":\"" + "x".repeat(1_000) + i + "\"");
        }
        assertThat(stream.losses())
                .filteredOn(loss -> loss.groupsForgotten() > 0)
                .singleElement()
                .satisfies(loss -> assertThat(loss.groupsForgotten()).isBetween(400L, 450L));
        assertThat(stream.at(1, "a", "\"w\":1").at(1, "a", "\"w\":1").found()).hasSize(1);
    }

    @Test
    void valueThatIsLongerThanAnyVendors_isStillTheSameGroup() {
        String longest = "\"u\":\"" + "x".repeat(100_000);
        CorrelatedStream stream = new CorrelatedStream(THREE_A)
                .at(0, "a", longest + "1\"")
                .at(0, "a", longest + "2\"")
                .at(1, "a", longest + "1\"")
                .at(2, "a", longest + "1\"");
        assertThat(stream.found()).hasSize(1);
    }

    @Test
    void groupsThatWereQuietForTheTimeSpan_areNoLoss() {
        CorrelatedStream stream = new CorrelatedStream(new CorrelationLimits(5, 5, Long.MAX_VALUE), THREE_A);
        for (int i = 0; i < 100; i++) {
            stream.at(i * 60, "a", "\"u\":" + i);
        }
        assertThat(stream.losses()).isEmpty();
    }

    /** What is asked after each event is kept with the window; gone through anew, this would take hours. */
    @Test
    void groupOfAsManyEventsAsAreKept_isNotGoneThroughAfterEach() {
        String never = "\nrules: [a]\ngroup-by: [u]\ntimespan: 9d\ncondition: {field: v, gte: 90000000000}";
        CorrelatedStream stream = new CorrelatedStream(
                correlation("count", "type: value_count" + never),
                correlation("sum", "type: value_sum" + never),
                correlation(
                        "order",
                        TEMPORAL.replace("temporal", "temporal_ordered").replace("10s", "9d")));
        for (int i = 0; i < CorrelationLimits.usual().events(); i++) {
            stream.at(i, "a", "\"u\":1,\"v\":" + i);
        }
        assertThat(stream.found()).isEmpty();
    }
}
