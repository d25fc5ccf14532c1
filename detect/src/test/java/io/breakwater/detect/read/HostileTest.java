package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with one part of a file is counted and named, and the rest is read. */
class HostileTest {
    private static final int[] ALL = IntStream.range(0, 10).toArray();

    private static int[] without(int number) {
        return IntStream.of(ALL).filter(i -> i != number).toArray();
    }

    private static Outcome readWith(String broken) {
        return Logs.read(Logs.records(10).replace(Logs.event(5), broken));
    }

    @Test
    void mistypedField_losesNothing() {
        Outcome read = readWith(Logs.event(5).replace("\"readOnly\":false", "\"readOnly\":\"True\""));
        assertThat(read.ids()).isEqualTo(Logs.ids(ALL));
        assertThat(read.file().problems()).isEmpty();
    }

    @Test
    void recordWithAMissingQuote_isCounted_andTheRestIsRead() {
        Outcome read = readWith(Logs.event(5).replace("\"mara\"", "\"mara"));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems().get(Problem.BROKEN_RECORD).count()).isEqualTo(1);
    }

    @Test
    void recordWithAMissingBrace_isCounted_andTheRestIsRead() {
        Outcome read = readWith(Logs.event(5).replace("},\"eventTime\"", ",\"eventTime\""));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.BROKEN_RECORD);
    }

    @Test
    void fileThatEndsInTheMiddle_givesWhatItHas() {
        String whole = Logs.records(10);
        Outcome read = Logs.read(whole.substring(0, whole.indexOf(Logs.id(9))));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(9)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.TRUNCATED);
    }

    @Test
    void nestingWithoutEnd_isCounted_andTheRestIsRead() {
        Outcome read = readWith("{\"eventVersion\":" + "[".repeat(100_000) + "}");
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.TOO_DEEP);
    }

    @Test
    void damagedGzip_givesWhatComesBeforeTheDamage() {
        byte[] packed = Logs.gz(Logs.records(5_000));
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 64, (byte) 0xff);
        Outcome read = Logs.read(packed);
        assertThat(read.events()).hasSizeGreaterThan(2_000);
        assertThat(read.file().problems()).containsKey(Problem.CORRUPT_COMPRESSION);
    }
}
