package io.breakwater.detect.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedTextTest {
    private static final String LONG = "x".repeat(BoundedText.LONGEST + 1);

    @Test
    void textOfUsualLength_isItself() {
        String longest = "x".repeat(BoundedText.LONGEST);

        assertThat(BoundedText.of(longest)).isSameAs(longest);
        assertThat(BoundedText.of("")).isEmpty();
    }

    @Test
    void longText_isToldByItsBeginning_itsLengthAndItsDigest() {
        assertThat(BoundedText.of(LONG))
                .startsWith("x".repeat(256) + "… (2049 characters, sha256:")
                .hasSizeLessThan(400);
    }

    @Test
    void longTexts_thatDifferAtTheirEnd_stayTwo() {
        assertThat(BoundedText.of(LONG + "a")).isNotEqualTo(BoundedText.of(LONG + "b"));
    }

    @Test
    void shortening_leavesNoHalfOfAPair() {
        String pair = "x".repeat(255) + "🔑" + LONG;

        assertThat(BoundedText.of(pair)).startsWith("x".repeat(255) + "… (");
    }
}
