package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String KEY = "AKIASECRETKEYID";

    private static String why(String text) {
        PartAnswer answer = new PartAnswer(CoverPart.GRANT, PartAnswer.State.MISSING, Optional.empty(), text);
        return Traces.cover(new CoverAnswer(Verdict.UNCOVERED, List.of(answer), Optional.empty()), Optional.of(KEY))
                .parts()
                .get(0)
                .why();
    }

    @Test
    void accessKey_isToldByItsEnd_howeverItIsWritten() {
        assertThat(why("no grant for " + KEY + " or " + KEY.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo("no grant for …EYID or …EYID");
    }

    @Test
    void accessKey_thatALongTextIsCutIn_isNotToldByItsBeginning() {
        assertThat(why("x".repeat(290) + KEY)).doesNotContain("AKIA").contains("…EYID");
    }
}
