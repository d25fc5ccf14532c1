package io.breakwater.detect.sigma.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.RawRecord;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sigma: the values of a field")
class FieldValuesTest {
    private static final FieldPath FIELD = FieldPath.of("f");

    private final FieldValues values = new FieldValues();

    private static EventRecord record(String json) {
        return RawRecord.of(("{\"f\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .record();
    }

    /** There is one of these for each field that rules ask for, and it is kept from event to event. */
    @Test
    void tooManyValues_takeLittleRoom_andAreNotAskedAbout() {
        EventRecord record = record("[" + "1,".repeat(500_000) + "1]");
        record.has(FIELD);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        values.load(record, FIELD);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);

        assertThatThrownBy(values::orGiveUp).isInstanceOf(GaveUp.class).hasMessageContaining("16384");
        assertThat(values.size()).isZero();
    }

    @Test
    void asManyValuesAsMayBe_areAskedAbout() {
        values.load(record("[" + "1,".repeat((1 << 14) - 1) + "2]"), FIELD);
        assertThat(values.orGiveUp().size()).isEqualTo(1 << 14);
        assertThat(values.text((1 << 14) - 1)).isEqualTo("2");
    }

    @Test
    void whatWasWorkedOutAboutOneEvent_isForgottenWithTheNext() {
        values.load(record("[\"a\",\"\\u0062\",\"c\",\"d\",\"e\",\"\\u0066\"]"), FIELD);
        assertThat(values.text(5)).isEqualTo("f");
        assertThat(values.isPlain(1)).isFalse();
        assertThat(values.text(0)).isEqualTo("a");

        values.load(record("[\"g\",\"h\"]"), FIELD);
        assertThat(values.text(0)).isEqualTo("g");
        assertThat(values.isPlain(1)).isTrue();

        values.load(record("[1,2,3,4,5,\"i\"]"), FIELD);
        assertThat(values.text(5)).isEqualTo("i");
        values.loadWhole(record("\"j\""));
        assertThat(values.text(0)).isEqualTo("{\"f\":\"j\"}");
        assertThat(values.size()).isEqualTo(1);
    }
}
