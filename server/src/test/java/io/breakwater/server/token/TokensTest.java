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
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Caller ADMIN = new Caller(new PersonId("admin"), "local");
    private static final Caller BOB = new Caller(new PersonId("bob"), "local");

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

    private static final long FIRST_LIFE = Tokens.RENEWED_BEFORE.toSeconds() * 3;

    @Test
    void theFirstToken_isMadeAnewUntilItWasUsed_andNeverWhileItLasts() {
        String lost = first().orElseThrow().secret();
        String shown = first().orElseThrow().secret();
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(lost));
        tokens.recognise(shown);
        assertThat(first()).isEmpty();
    }

    private Optional<Tokens.Issued> first() {
        return tokens.issueFirst(ADMIN.person(), FIRST_LIFE);
    }

    @Test
    @DisplayName("nobody is locked out for ever: a start shows a token again when no administrator has one that lasts")
    void theFirstToken_isReplacedBeforeItEnds_andTheOldOneStands() {
        String old = first().orElseThrow().secret();
        tokens.recognise(old);
        clock.advance(
                Duration.ofSeconds(FIRST_LIFE).minus(Tokens.RENEWED_BEFORE).plusSeconds(1));
        tokens.recognise(first().orElseThrow().secret());
        assertThat(tokens.recognise(old).issuers()).isEmpty();
        assertThat(first()).isEmpty();
    }

    @Test
    void theFirstToken_goesToAnotherAdministrator_whenTheFirstOneMayNotAct() {
        new AddPerson(journal).add(ADMIN, new PersonId("zoe"), "Zoe", Set.of(Function.ADMINISTRATOR));
        new DeactivatePerson(journal).deactivate(new Caller(new PersonId("zoe"), "local"), ADMIN.person());
        assertThat(first().orElseThrow().token().person()).isEqualTo(new PersonId("zoe"));
    }

    @Test
    void aTokenIssuedWithAToken_doesNotOutliveIt() {
        Tokens.Issued stolen = tokens.issue(BOB, BOB.person(), "laptop", 600);
        clock.advance(Duration.ofSeconds(300));
        Tokens.Issued renewed = tokens.issue(tokens.recognise(stolen.secret()), BOB.person(), "mine", 86_400);
        assertThat(renewed.token().expiresAt()).isEqualTo(stolen.token().expiresAt());
        clock.advance(Duration.ofSeconds(300));
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(renewed.secret()));
    }

    @Test
    void revokingAToken_revokesAllThatWereIssuedWithIt_andEachIsAFact() {
        Tokens.Issued admins = tokens.issue(ADMIN, ADMIN.person(), "laptop", 600);
        Tokens.Issued bobs = tokens.issue(tokens.recognise(admins.secret()), BOB.person(), "first", 600);
        Tokens.Issued own = tokens.issue(tokens.recognise(bobs.secret()), BOB.person(), "own", 600);
        Tokens.Issued other = tokens.issue(BOB, BOB.person(), "other", 600);
        tokens.revoke(ADMIN, admins.token().id());
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(bobs.secret()));
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.recognise(own.secret()));
        assertThat(tokens.recognise(other.secret()).person()).isEqualTo(BOB.person());
        assertThat(journal.facts(TokenRevoked.class))
                .extracting(TokenRevoked::token)
                .containsExactly(
                        admins.token().id(), bobs.token().id(), own.token().id());
    }

    @Test
    void aRevokedToken_issuesNothingMore() {
        Tokens.Issued issued = tokens.issue(BOB, BOB.person(), "laptop", 600);
        Caller caller = tokens.recognise(issued.secret());
        tokens.revoke(BOB, issued.token().id());
        assertRefused(Code.NOT_AUTHENTICATED, () -> tokens.issue(caller, BOB.person(), "late", 600));
    }

    @Test
    @DisplayName("who issued somebody's token is remembered by every token that comes of it")
    void issuers_areInherited_andOnesOwnTokensHaveNone() {
        new AddPerson(journal).add(ADMIN, new PersonId("zoe"), "Zoe", Set.of(Function.ADMINISTRATOR));
        Caller zoe = tokens.recognise(
                tokens.issue(ADMIN, new PersonId("zoe"), "first", 600).secret());
        Caller bob =
                tokens.recognise(tokens.issue(zoe, BOB.person(), "first", 600).secret());
        Caller exchanged =
                tokens.recognise(tokens.issue(bob, BOB.person(), "own", 600).secret());
        assertThat(exchanged.issuers()).containsExactlyInAnyOrder(ADMIN.person(), new PersonId("zoe"));
        assertThat(tokens.recognise(tokens.issue(BOB, BOB.person(), "own", 600).secret())
                        .issuers())
                .isEmpty();
    }
}
