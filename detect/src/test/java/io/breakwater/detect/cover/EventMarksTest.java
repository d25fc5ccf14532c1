package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Mark.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventMarksTest {
    private static EventMarks of(Act act) {
        return EventMarks.of(act.event().principal());
    }

    @Test
    void marks_areInTheOrderOfTheirStrength() {
        assertThat(of(Act.byAlice().sourceIdentity("alice-laptop")).marks())
                .extracting(Mark::kind)
                .startsWith(Kind.ACCESS_KEY, Kind.SESSION_NAME, Kind.SOURCE_IDENTITY, Kind.PRINCIPAL)
                .isSorted();
    }

    @Test
    void everyNameOfWhoActed_isAPrincipal_eachOnce() {
        assertThat(of(Act.byAlice().sourceIdentity("alice-laptop")).actors())
                .containsExactlyInAnyOrder(
                        "arn:aws:sts::111122223333:assumed-role/emergency/alice@example.com",
                        "alice-laptop",
                        "alice@example.com",
                        "arn:aws:iam::111122223333:role/emergency");
    }

    @Test
    void eventOfNobody_hasNoMarks() {
        assertThat(of(Act.byAlice().inAzureBy("")).marks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CHG0030001, CHG0030001",
        "OPS-17, OPS-17",
        "alice.OPS-17, OPS-17",
        "INC-2026-0001_alice, INC-2026-0001",
        "CHG0030001+INC-1, CHG0030001 INC-1",
        "alice@example.com, ''",
        "1234, ''",
        "i-0abc, ''",
        "-, ''"
    })
    void ticketsAndIncidents_areSeenInTheNamesOfSessions(String session, String references) {
        assertThat(of(Act.byAlice().session(session)).references())
                .containsAll(references.isEmpty() ? List.of() : Arrays.asList(references.split(" ")));
        assertThat(of(Act.byAlice().session(session)).references().isEmpty()).isEqualTo(references.isEmpty());
    }

    @Test
    void longNameMadeToBeSlow_isReadAtOnce() {
        String hostile = "a1-".repeat(20_000) + "!";
        assertThat(of(Act.byAlice().session(hostile)).references()).hasSizeLessThan(30_000);
    }

    @Test
    void mark_keepsTheSpellingPeopleSearchFor() {
        assertThat(new Mark(Kind.ACCESS_KEY, " asiaexample ").value()).isEqualTo("ASIAEXAMPLE");
        assertThat(new Mark(Kind.PRINCIPAL, "Alice@Example.com"))
                .isEqualTo(new Mark(Kind.PRINCIPAL, "alice@example.COM"));
    }
}
