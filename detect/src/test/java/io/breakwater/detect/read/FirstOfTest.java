package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstOfTest {
    private static final int ROOM = 10;

    private static FirstOf<String> of(List<String> texts) {
        FirstOf<String> first = new FirstOf<>(Comparator.naturalOrder(), 5, ROOM, String::length);
        texts.forEach(first::add);
        return first;
    }

    @Test
    void whatIsBehindSomethingTooLarge_staysOut_inWhateverOrderTheyCome() {
        List<String> texts = new ArrayList<>(List.of("aa", "bbb", "cccccc", "d", "e"));
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(texts, random);
            assertThat(of(texts).all()).as("%s", texts).containsExactly("aa", "bbb");
            assertThat(of(texts).isCutShort()).isTrue();
        }
    }

    @Test
    void whatFits_isKept_eachOnce() {
        FirstOf<String> first = of(List.of("c", "b", "c", "aaaa", "c", "b", "aaaa"));
        assertThat(first.all()).containsExactly("aaaa", "b", "c");
        assertThat(first.isCutShort()).isFalse();
        assertThat(of(List.of("f", "e", "d", "c", "b", "a")).all()).containsExactly("a", "b", "c", "d", "e");
    }
}
