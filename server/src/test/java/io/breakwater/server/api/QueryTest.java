package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.FindingStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final List<String> WORDS = List.of("high", "suspected compromise");

    @Test
    void word_isFoundInAnyCase_andGivenAsItIsKept() {
        assertThat(Query.word(WORDS, "verdict", "Suspected Compromise")).contains("suspected compromise");
        assertThat(Query.one(FindingStatus.class, "status", "open")).contains(FindingStatus.OPEN);
    }

    @Test
    void nothingAsked_isNoFilter() {
        assertThat(Query.word(WORDS, "level", null)).isEmpty();
        assertThat(Query.word(WORDS, "level", "")).isEmpty();
    }

    @Test
    void wordThatThereIsNot_isRefused_withThoseThatThereAre() {
        assertThatThrownBy(() -> Query.word(WORDS, "level", "nonsense"))
                .isInstanceOf(BreakwaterException.class)
                .hasMessageContaining("level is one of [high, suspected compromise], not \"nonsense\"");
    }
}
