package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeopleTest {
    @Test
    void names_saidTogetherInSteps_areOneHuman_inAnyLetterCase() {
        People.Builder said = new People.Builder();
        said.same(List.of("alice", "alice@example.com"));
        said.same(List.of("a.smith", "asmith-admin"));
        said.same(List.of("Alice@Example.com ", "A.Smith"));
        People people = said.build();
        assertThat(people.same("ALICE", "asmith-admin")).isTrue();
        assertThat(people.same("alice", "bob")).isFalse();
        assertThat(people.same("Bob", "bob ")).isTrue();
    }

    @Test
    void humansName_doesNotDependOnTheOrderOfWhatWasSaid() {
        People.Builder one = new People.Builder();
        one.same(List.of("c", "b"));
        one.same(List.of("b", "a"));
        People.Builder other = new People.Builder();
        other.same(List.of("a", "b"));
        other.same(List.of("c", "b"));
        assertThat(one.build().human("c"))
                .isEqualTo("a")
                .isEqualTo(other.build().human("c"));
    }

    @Test
    void longChainOfNames_isFollowedToItsEnd() {
        People.Builder said = new People.Builder();
        for (int i = 50_000; i > 0; i--) {
            said.same(List.of(String.format("n%06d", i), String.format("n%06d", i - 1)));
        }
        assertThat(said.build().human("n050000")).isEqualTo("n000000");
    }

    @Test
    void nobodyNamed_joinsNobody() {
        People.Builder said = new People.Builder();
        said.same(List.of());
        assertThat(said.build().human("x")).isEqualTo("x");
    }
}
