package io.breakwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("longest", "reason", "approvals");

    @Test
    void aNameThatIsFarFromAll_isNotGuessed_andAllAreNamed() {
        assertThat(Suggestion.of("zzzzzzzz", KNOWN)).isEmpty();
        assertThat(Suggestion.sentence("zzzzzzzz", KNOWN)).isEqualTo("; there are longest, reason, approvals");
    }

    @Test
    void whereNothingIsKnown_nothingIsSaid() {
        assertThat(Suggestion.sentence("x", List.of())).isEmpty();
    }

    @Test
    void aSlipOfTheFinger_isRecognised() {
        assertThat(Suggestion.of("longets", KNOWN)).contains("longest");
        assertThat(Suggestion.sentence("aprovals", KNOWN)).isEqualTo("; did you mean approvals?");
    }

    @Test
    void ofTwoEquallyClose_theFirstByNameIsMeant() {
        assertThat(Suggestion.of("bat", List.of("cat", "bar"))).contains("bar");
    }

    @Test
    void anEndlessName_isComparedByItsBeginning() {
        assertThat(Suggestion.of("longest".repeat(100_000), KNOWN)).isEmpty();
    }
}
