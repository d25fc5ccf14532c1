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
import io.breakwater.model.HouseFact.TokenIssued;
import io.breakwater.model.HouseFact.TokenRevoked;
import io.breakwater.model.PersonId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Caller ADMIN = new Caller(new PersonId("admin"), "token:TK-0000000000");
    private static final Caller BOB = new Caller(new PersonId("bob"), "token:TK-0000000001");

    private final TestClock clock = new TestClock();
    private final MemoryJournal journal = new MemoryJournal(clock);
    private final Tokens tokens = new Tokens(journal, new SecureRandom());

    @BeforeEach
    void people() {
        new AddPerson(journal).addFirst(ADMIN.person(), "Administrator");
        new AddPerson(journal).add(ADMIN, BOB.person(), "Bob", Set.of(Function.ENGINEER));
    }

    private static void assertRefused(Code code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anUnknownSecret_isRefused_inTheSameWordsAsAMalformedOne() {
        String unknown = "bw_" + "A".repeat(43);
        assertThatThrownBy(() -> tokens.recognise(unknown)).hasMessage(messageFor("nonsense"));
        assertThatThrownBy(() -> tokens.recognise(unknown + "A")).hasMessage(messageFor(""));
    }

    private String messageFor(String secret) {
        try {
            tokens.recognise(secret);
            return "recognised";
        } catch (BreakwaterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void anExpiredToken_isRefused() {
        Tokens.Issued issued = tokens.issue(BOB, BOB.person(), "laptop", 60);
        clock.advance(Duration.ofSeconds(60));
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(issued.secret()));
    }

    @Test
    void aRevokedToken_isRefused_andRevokingTwiceIsOneFact() {
        Tokens.Issued issued = tokens.issue(BOB, BOB.person(), "laptop", 600);
        tokens.revoke(BOB, issued.token().id());
        tokens.revoke(BOB, issued.token().id());
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(issued.secret()));
        assertThat(journal.facts(TokenRevoked.class)).hasSize(1);
    }

    @Test
    void theTokenOfADeactivatedPerson_isRefused() {
        Tokens.Issued issued = tokens.issue(BOB, BOB.person(), "laptop", 600);
        new DeactivatePerson(journal).deactivate(ADMIN, BOB.person());
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(issued.secret()));
    }

    @Test
    void somebodyElsesToken_isForAdministratorsOnly() {
        Tokens.Issued admins = tokens.issue(ADMIN, ADMIN.person(), "laptop", 600);
        assertRefused(Code.NOT_ALLOWED, () -> tokens.issue(BOB, ADMIN.person(), "mine now", 600));
        assertRefused(Code.NOT_ALLOWED, () -> tokens.of(BOB, ADMIN.person()));
        assertRefused(Code.NOT_FOUND, () -> tokens.revoke(BOB, admins.token().id()));
        assertThat(tokens.recognise(admins.secret()).person()).isEqualTo(ADMIN.person());
    }

    @Test
    void aLifeWithoutEnd_isRefused() {
        assertRefused(Code.MALFORMED_REQUEST, () -> tokens.issue(BOB, BOB.person(), "laptop", Long.MAX_VALUE));
        assertRefused(Code.MALFORMED_REQUEST, () -> tokens.issue(BOB, BOB.person(), "laptop", 0));
    }

    @Test
    void theSecret_isKeptNowhere_andInNoFact() {
        Tokens.Issued issued = tokens.issue(BOB, BOB.person(), "laptop", 600);
        String everything = journal.facts(TokenIssued.class).toString()
                + journal.read(tx -> tx.state().list(ApiToken.class, Map.of(), "", 100))
                + journal.read(tx -> tx.state().list(TokenByHash.class, Map.of(), "", 100))
                + issued;
        assertThat(everything).contains(issued.token().id().value()).doesNotContain(issued.secret());
        assertThat(issued.secret()).matches("bw_[A-Za-z0-9_-]{43}");
    }

    @Test
    void use_isNotedToTheMinute() {
        Tokens.Issued issued = tokens.issue(BOB, BOB.person(), "laptop", 600);
        tokens.recognise(issued.secret());
        var first = tokens.of(BOB, BOB.person()).get(0).lastUsedAt();
        clock.advance(Duration.ofSeconds(10));
        tokens.recognise(issued.secret());
        assertThat(tokens.of(BOB, BOB.person()).get(0).lastUsedAt())
                .isEqualTo(first)
                .isPresent();
    }

    @Test
    void theFirstToken_isMadeAnewUntilItWasUsed_andNeverAfterwards() {
        String lost = tokens.issueFirst(ADMIN.person(), 600).orElseThrow().secret();
        String shown = tokens.issueFirst(ADMIN.person(), 600).orElseThrow().secret();
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(lost));
        tokens.recognise(shown);
        assertThat(tokens.issueFirst(ADMIN.person(), 600)).isEmpty();
    }
}
