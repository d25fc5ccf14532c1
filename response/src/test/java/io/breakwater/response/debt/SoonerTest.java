package io.breakwater.response.debt;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.response.debt.DebtBook.Step;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of the steps of a debt that is owed sooner. */
class SoonerTest {
    private static final Instant OPENED = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant SOONER = Instant.parse("2026-11-21T02:00:00Z");

    private static Instant moved(String at) {
        return new Step(Instant.parse(at), "owner").sooner(OPENED, DUE, SOONER).at();
    }

    @Test
    void stepBeforeTheDeadline_keepsItsShareOfTheTime() {
        assertThat(moved("2026-11-21T05:00:00Z")).isEqualTo(Instant.parse("2026-11-21T01:00:00Z"));
        assertThat(moved("2026-11-21T00:00:00Z")).isEqualTo(OPENED);
    }

    @Test
    void stepAtTheDeadline_staysAtTheDeadline() {
        assertThat(moved("2026-11-21T10:00:00Z")).isEqualTo(SOONER);
    }

    @Test
    void stepAfterTheDeadline_keepsItsDistance() {
        assertThat(moved("2026-11-22T10:00:00Z")).isEqualTo(Instant.parse("2026-11-22T02:00:00Z"));
    }

    @Test
    void whoIsTold_staysTheSame() {
        assertThat(new Step(DUE, "function:administrator")
                        .sooner(OPENED, DUE, SOONER)
                        .to())
                .isEqualTo("function:administrator");
    }

    @Test
    void deadlineBeforeTheOpening_putsNoStepBeforeIt() {
        Instant longAgo = OPENED.minusSeconds(3_600);
        assertThat(new Step(Instant.parse("2026-11-21T05:00:00Z"), "owner")
                        .sooner(OPENED, DUE, longAgo)
                        .at())
                .isEqualTo(OPENED);
    }
}
