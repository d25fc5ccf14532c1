package io.breakwater.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Says that something is refused, and why. */
public final class Refusals {
    private Refusals() {}

    public static void assertRefused(ProofException.Reason reason, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        ProofException.class,
                        refusal -> org.assertj.core.api.Assertions.assertThat(refusal.reason())
                                .as(refusal.getMessage())
                                .isEqualTo(reason));
    }

    public static void assertRefused(ProofException.Reason reason, String sentence, Runnable act) {
        assertThatThrownBy(act::run)
                .hasMessage(sentence)
                .isInstanceOfSatisfying(
                        ProofException.class,
                        refusal -> org.assertj.core.api.Assertions.assertThat(refusal.reason())
                                .isEqualTo(reason));
    }
}
