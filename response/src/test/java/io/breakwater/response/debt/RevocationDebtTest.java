package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.DebtFact.DebtBroughtForward;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantActivationFailed;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import io.breakwater.response.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Revocation to be proven")
class RevocationDebtTest {
    private final World world = new World();
    private IncidentId incident = new IncidentId("INC-2026-0001");
    private GrantId grant = new GrantId("GR-0000000001");

    @BeforeEach
    void anEmergency() {
        incident = world.declared();
        grant = world.grant(incident, 1, GrantState.ACTIVE);
        world.settle();
    }

    private void intended() {
        world.happens(new GrantIntended(
                incident,
                grant,
                ALICE,
                new TargetName("orders-db"),
                new RoleName("admin"),
                "breakwater_x",
                world.now().plus(Duration.ofMinutes(45))));
    }

    @Test
    void intent_opensIt_dueFiveMinutesAfterTheEnd() {
        intended();

        assertThat(world.debt("revocation-proven").owner()).isEqualTo("system:access");
        assertThat(world.debt("revocation-proven").dueAt())
                .isEqualTo(world.now().plus(Duration.ofMinutes(50)));
    }

    @Test
    void attemptWithoutProof_paysNothing() {
        intended();
        world.happens(new RevocationUnproven(incident, grant, 1, "unreachable", world.now()));

        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.OPEN);
    }

    @Test
    void proof_paysIt() {
        intended();
        world.happens(new RevocationProven(incident, grant, "breakwater_x", "28P01", 1, "", 300));

        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void endedEarly_isDueFiveMinutesAfterThat_andSaysSo() {
        intended();
        Instant before = world.debt("revocation-proven").dueAt();
        world.clock.advance(Duration.ofMinutes(10));
        FactId ending = ending();

        assertThat(world.debt("revocation-proven").dueAt())
                .isEqualTo(world.now().plus(Duration.ofMinutes(5)));
        assertThat(world.journal.facts(DebtBroughtForward.class))
                .singleElement()
                .satisfies(forward -> {
                    assertThat(forward.debt())
                            .isEqualTo(world.debt("revocation-proven").id());
                    assertThat(forward.dueBefore()).isEqualTo(before);
                    assertThat(forward.dueAt())
                            .isEqualTo(world.debt("revocation-proven").dueAt());
                    assertThat(forward.because()).isEqualTo(ending);
                });
    }

    private FactId ending() {
        return world.happens(new GrantEnding(incident, grant, Grant.EndReason.RETURNED, "alice"));
    }

    @Test
    void endedEarlyAndNotProven_isMissedAndEscalatedByTheNewDeadline() {
        intended();
        ending();
        world.pass(Duration.ofMinutes(5).minusNanos(1_000));
        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.OPEN);
        world.pass(Duration.ofNanos(1_000));
        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.MISSED);
        assertThat(world.debt("revocation-proven").escalationsDone()).isEqualTo(1);
        world.pass(Duration.ofMinutes(15));
        assertThat(world.debt("revocation-proven").escalationsDone()).isEqualTo(2);
    }

    @Test
    void openingThatFailed_isToBeProvenClosedAtOnce() {
        intended();
        world.happens(new GrantActivationFailed(incident, grant, "breakwater_x", false, "no answer"));

        assertThat(world.debt("revocation-proven").dueAt())
                .isEqualTo(world.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void endedInTime_movesNoDeadline() {
        intended();
        Instant due = world.debt("revocation-proven").dueAt();
        world.clock.advance(Duration.ofMinutes(45));
        ending();

        assertThat(world.debt("revocation-proven").dueAt()).isEqualTo(due);
        assertThat(world.journal.facts(DebtBroughtForward.class)).isEmpty();
    }

    @Test
    void endingOfAnotherGrant_movesNoDeadline() {
        intended();
        Instant due = world.debt("revocation-proven").dueAt();
        GrantId other = world.grant(incident, 2, GrantState.ACTIVE);
        world.happens(new GrantEnding(incident, other, Grant.EndReason.RETURNED, "alice"));

        assertThat(world.debt("revocation-proven").dueAt()).isEqualTo(due);
    }

    @Test
    void whatIsMissedOrPaid_isNotBroughtForward() {
        intended();
        world.pass(Duration.ofHours(2));
        ending();
        world.happens(new RevocationProven(incident, grant, "breakwater_x", "28P01", 1, "", 300));
        ending();

        assertThat(world.journal.facts(DebtBroughtForward.class)).isEmpty();
        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.CLOSED_LATE);
    }

    @Test
    void broughtForwardAndPaid_leavesNoAlarmBehind() {
        intended();
        ending();
        world.happens(new RevocationProven(incident, grant, "breakwater_x", "28P01", 1, "", 300));
        String debt = world.debt("revocation-proven").id().value();

        assertThat(world.journal.<List<?>>read(
                        tx -> tx.state().list(DebtBook.DebtAlarm.class, java.util.Map.of(), "", 100).stream()
                                .filter(alarm -> alarm.value().debt().equals(debt))
                                .toList()))
                .isEmpty();
        world.pass(Duration.ofDays(1));
        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void unreachableForDays_isMissedAndStaysOwed() {
        intended();
        world.pass(Duration.ofDays(30));

        assertThat(world.debt("revocation-proven").status()).isEqualTo(DebtStatus.MISSED);
        assertThat(world.debt("revocation-proven").escalationsDone()).isEqualTo(3);
    }
}
