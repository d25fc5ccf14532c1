package io.breakwater.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.people.AddPerson;
import io.breakwater.access.people.DeactivatePerson;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.HouseFact.TokenRevoked;
import io.breakwater.model.PersonId;
import io.breakwater.model.TokenId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of tokens when the administrator who issued them leaves. */
class DepartureTest {
    private static final Caller FIRST = new Caller(new PersonId("admin"), "local");
    private static final PersonId BOB = new PersonId("bob");
    private static final PersonId ZOE = new PersonId("zoe");

    private final MemoryJournal journal = new MemoryJournal(new TestClock());
    private final Tokens tokens = new Tokens(journal, new SecureRandom());
    private final Departure departure = new Departure(journal);
    private Tokens.Issued zoes;
    private Tokens.Issued bobs;
    private Tokens.Issued bobsOwn;

    @BeforeEach
    void theAdministratorHasIssuedAllTokens() {
        new AddPerson(journal).addFirst(FIRST.person(), "Administrator");
        new AddPerson(journal).add(FIRST, BOB, "Bob", Set.of(Function.ENGINEER));
        new AddPerson(journal).add(FIRST, ZOE, "Zoe", Set.of(Function.ADMINISTRATOR));
        Caller admin = tokens.recognise(
                tokens.issue(FIRST, FIRST.person(), "laptop", 600).secret());
        zoes = tokens.issue(admin, ZOE, "first", 600);
        bobs = tokens.issue(admin, BOB, "first", 600);
        bobsOwn = tokens.issue(tokens.recognise(bobs.secret()), BOB, "own", 600);
    }

    private Caller zoe() {
        return tokens.recognise(zoes.secret());
    }

    private List<ApiToken> leave(boolean revokeIssued) {
        new DeactivatePerson(journal).deactivate(zoe(), FIRST.person());
        return departure.end(zoe(), FIRST.person(), revokeIssued);
    }

    private static List<TokenId> ids(List<ApiToken> tokens) {
        return tokens.stream().map(ApiToken::id).toList();
    }

    private void assertUseless(String secret) {
        assertThatThrownBy(() -> tokens.recognise(secret))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_AUTHENTICATED));
    }

    @Test
    void theirOwnTokens_endByFacts_andThoseOfOthersAreNamedAndGoOn() {
        List<ApiToken> named = leave(false);
        assertThat(ids(named))
                .containsExactlyInAnyOrder(
                        zoes.token().id(), bobs.token().id(), bobsOwn.token().id());
        assertThat(journal.facts(TokenRevoked.class))
                .extracting(TokenRevoked::person)
                .containsExactly(FIRST.person());
        assertThat(tokens.recognise(bobs.secret()).person()).isEqualTo(BOB);
    }

    @Test
    void whatTheyIssued_isRevokedOnDemand_butTheTokenThatAsks() {
        assertThat(ids(leave(true))).containsExactly(zoes.token().id());
        assertUseless(bobs.secret());
        assertUseless(bobsOwn.secret());
        assertThat(zoe().person()).isEqualTo(ZOE);
        assertThat(departure.end(zoe(), FIRST.person(), true)).hasSize(1);
        assertThat(journal.facts(TokenRevoked.class)).hasSize(3);
    }

    @Test
    void whatSomebodyElseIssued_isNotTouched() {
        new AddPerson(journal).add(FIRST, new PersonId("eve"), "Eve", Set.of());
        Tokens.Issued clean = tokens.issue(new Caller(ZOE, "local"), new PersonId("eve"), "by zoe", 600);
        leave(true);
        assertThat(tokens.recognise(clean.secret()).person()).isEqualTo(new PersonId("eve"));
    }

    @Test
    void nobodyButAdministrators_seesOrEndsThem() {
        Caller bob = tokens.recognise(bobs.secret());
        assertThatThrownBy(() -> departure.end(bob, ZOE, true))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_ALLOWED));
        assertThatThrownBy(() -> departure.through(bob, FIRST.person()))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_ALLOWED));
        assertThat(departure.through(zoe(), FIRST.person())).hasSize(3);
    }
}
