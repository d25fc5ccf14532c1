package io.breakwater.access.grant;

import static io.breakwater.access.grant.House.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.FakeDoors.Call;
import io.breakwater.access.spi.FakeDoors.Fault;
import io.breakwater.ledger.Json;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TakeCredentialTest {
    private final House house = new House();

    @Test
    void secret_isInNoFactAndNoStateInTheClear() {
        Grant grant = house.active();
        String secret;
        try (Credential credential = house.room.takeCredential().take(House.ALICE, grant.id())) {
            secret = new String(credential.secret().reveal());
        }
        assertThat(secret).hasSize(32);
        house.memory
                .all()
                .forEach(fact -> assertThat(new String(fact.leaf(), StandardCharsets.UTF_8))
                        .doesNotContain(secret));
        house.memory.read(tx -> {
            tx.state()
                    .list(SealedCredential.class, java.util.Map.of(), "", 9)
                    .forEach(s -> assertThat(new String(Json.canonical(s.value()), StandardCharsets.UTF_8))
                            .doesNotContain(secret));
            return 0;
        });
    }

    @Test
    @DisplayName("a credential is shown once, to the requester only, and that is on the record first")
    void credential_isHandedOutOnce() throws Exception {
        Grant grant = house.active();
        for (var other : List.of(House.MALLORY, House.SAM, House.ADMIN, House.NOBODY)) {
            assertCode(Code.NOT_FOUND, () -> house.room.takeCredential().take(other, grant.id()));
        }
        assertThat(House.succeeding(6, () -> house.room.takeCredential().take(House.ALICE, grant.id())))
                .isEqualTo(1);
        assertThat(house.memory.facts(CredentialHandedOut.class)).hasSize(1);
        assertCode(Code.CREDENTIAL_GONE, () -> house.room.takeCredential().take(House.ALICE, grant.id()));
    }

    @Test
    void credential_beforeAndAfter_isNotThere() {
        Grant approved = house.approved();
        assertCode(Code.WRONG_STATE, () -> house.room.takeCredential().take(House.ALICE, approved.id()));
        house.open(approved);
        house.pass(Duration.ofMinutes(45));
        assertCode(Code.CREDENTIAL_GONE, () -> house.room.takeCredential().take(House.ALICE, approved.id()));
        house.tick();
        assertCode(Code.CREDENTIAL_GONE, () -> house.room.takeCredential().take(House.ALICE, approved.id()));
    }

    @Test
    void credential_ofAnAlias_isNotTheRequesters() {
        Grant grant = house.active();
        house.room.linkPersons().link(House.ADMIN, House.ALICE.person(), House.MALLORY.person());
        assertCode(Code.NOT_FOUND, () -> house.room.takeCredential().take(House.MALLORY, grant.id()));
    }

    @Test
    void unsealableCredential_isToldAndNeverTakenForAProof() {
        Grant grant = house.active();
        house.memory.transact(tx -> {
            tx.state().delete(SealedCredential.class, grant.id().value());
            return tx.state()
                    .insert(grant.id().value(), new SealedCredential(grant.id(), "AAAA", java.util.Map.of(), ""));
        });
        assertThat(house.end(House.ALICE, grant).state()).isEqualTo(GrantState.ENDING);
        assertThat(house.last(RevocationUnproven.class).why()).contains("cannot be unsealed");
        assertThat(house.doors.accountNames()).as("it was closed all the same").isEmpty();
    }

    @Test
    void use_isSeenOnceAndNeverGuessed() {
        Grant grant = house.active();
        house.room.observeUse().observe();
        try (Credential credential = house.room.takeCredential().take(House.ALICE, grant.id())) {
            house.doors.breaking(Call.USED, Fault.UNREACHABLE_BEFORE);
            house.room.observeUse().observe();
            assertThat(house.now(grant).usedAt()).isEmpty();
            house.doors.openSession(credential.account(), credential.secret().reveal());
        }
        house.room.observeUse().observe();
        house.room.observeUse().observe();
        assertThat(house.memory.facts(CredentialUsed.class)).hasSize(1);
        assertThat(house.now(grant).usedAt()).isPresent();
    }

    @Test
    void useBetweenTwoLooks_isSeenWhenAccessEnds() {
        Grant grant = house.active();
        try (Credential credential = house.room.takeCredential().take(House.ALICE, grant.id())) {
            house.doors.openSession(credential.account(), credential.secret().reveal());
        }
        Grant ended = house.end(House.ALICE, grant);

        assertThat(ended.state()).isEqualTo(GrantState.ENDED);
        assertThat(ended.usedAt()).isPresent();
        assertThat(house.memory.facts(CredentialUsed.class))
                .singleElement()
                .satisfies(used ->
                        assertThat(used.account()).isEqualTo(grant.account().orElseThrow()));
    }

    @Test
    void useThatOneOfTwoClosersSaw_isOnTheRecord_thoughTheOtherWasQuicker() {
        Grant grant = house.active();
        try (Credential credential = house.room.takeCredential().take(House.ALICE, grant.id())) {
            house.doors.openSession(credential.account(), credential.secret().reveal());
        }
        house.room.endGrant().end(House.ALICE, grant.id());
        Runnable attempt = () -> house.room.proveRevocation().attempt(House.ALICE.actor(), grant.id());
        house.doors.during(Call.CLOSE, attempt);
        attempt.run();

        assertThat(house.state(grant)).isEqualTo(GrantState.ENDED);
        assertThat(house.memory.facts(CredentialUsed.class)).hasSize(1);
    }

    @Test
    void credentialThatNobodyUsed_isNotSeenInUseWhenAccessEnds() {
        Grant grant = house.active();
        house.room.takeCredential().take(House.ALICE, grant.id()).close();
        house.end(House.ALICE, grant);

        assertThat(house.memory.facts(CredentialUsed.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNREACHABLE_BEFORE", "REFUSES"})
    void lookingForUseThatFails_keepsNoDoorOpen(Fault fault) {
        Grant grant = house.active();
        house.room.takeCredential().take(House.ALICE, grant.id()).close();
        house.doors.breaking(Call.USED, fault);

        assertThat(house.end(House.ALICE, grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(house.memory.facts(CredentialUsed.class)).isEmpty();
    }
}
