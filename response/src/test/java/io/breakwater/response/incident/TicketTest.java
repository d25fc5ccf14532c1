package io.breakwater.response.incident;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.ALICE_ADMIN;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.as;
import static io.breakwater.response.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.Code;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import io.breakwater.model.TicketClaim;
import io.breakwater.response.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R51: a ticket is a claim until another human has confirmed it")
class TicketTest {
    private final World world = new World();
    private final MemoryJournal journal = world.journal;

    @Test
    void aTicket_isDecidedOnce_byAnotherHuman() {
        IncidentId incident = world.declared();
        new ClaimTicket(journal).claim(as(ALICE), incident, "CHG0000001", Optional.empty());
        refused(Code.CONFLICT, () -> new ClaimTicket(journal).claim(as(BOB), incident, "CHG0000001", Optional.empty()));
        ConfirmTicket confirm = new ConfirmTicket(journal);

        refused(Code.NOT_ALLOWED, () -> confirm.confirm(as(ALICE_ADMIN), incident, "CHG0000001", "servicenow", "seen"));
        refused(Code.NOT_FOUND, () -> confirm.confirm(as(BOB), incident, "CHG0000002", "servicenow", "seen"));
        refused(Code.MALFORMED_TEXT, () -> confirm.confirm(as(BOB), incident, "CHG0000001", "servicenow", ""));
        confirm.confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen");
        refused(Code.WRONG_STATE, () -> confirm.confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen"));
        refused(
                Code.WRONG_STATE,
                () -> new RefuteTicket(journal).refute(as(CAROL), incident, "CHG0000001", "servicenow", "no"));

        assertThat(world.incident(incident).tickets())
                .containsExactly(new TicketClaim("CHG0000001", TicketClaim.Status.CONFIRMED));
    }

    @Test
    void aTicketWhoseClaimantIsNotInTheDirectory_cannotBeConfirmed() {
        IncidentId incident = world.declared();
        new ClaimTicket(journal).claim(as(CAROL), incident, "CHG0000001", Optional.empty());
        journal.transact(tx -> {
            tx.state().delete(io.breakwater.model.Person.class, CAROL.value());
            return true;
        });

        refused(
                Code.NOT_ALLOWED,
                () -> new ConfirmTicket(journal).confirm(as(BOB), incident, "CHG0000001", "servicenow", "seen"));
    }

    @Test
    void theTicketOfARequest_becomesAClaimOfTheRequester_once() {
        IncidentId incident = world.declared();
        for (int i = 1; i <= 2; i++) {
            GrantId grant = new GrantId("GR-000000000" + i);
            GrantTerms terms = new GrantTerms(
                    grant,
                    incident,
                    ALICE,
                    new TargetName("orders-db"),
                    new RoleName("admin"),
                    "postgresql",
                    Map.of(),
                    60,
                    world.text("why"),
                    Optional.of("CHG0000001"),
                    Map.of(),
                    true,
                    List.of(),
                    60,
                    60,
                    "00".repeat(32));
            world.happens(new GrantRequested(incident, grant, terms, "00".repeat(32)));
        }

        assertThat(journal.facts(TicketClaimed.class))
                .containsExactly(
                        new TicketClaimed(incident, "CHG0000001", Optional.of(new GrantId("GR-0000000001")), ALICE));
        refused(
                Code.NOT_ALLOWED,
                () -> new ConfirmTicket(journal)
                        .confirm(as(ALICE_ADMIN), incident, "CHG0000001", "servicenow", "seen"));
        assertThat(world.debt("ticket-validated").subject()).contains("CHG0000001");
    }
}
