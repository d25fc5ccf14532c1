package io.breakwater.access.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.access.spi.AccessProvider.FoundAccount;
import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link AccessProvider} has to keep, against the real target: an adapter supplies the target and a way of its
 * own to log in, and inherits every case.
 */
public abstract class AccessProviderContract {
    private static final char[] SECRET = "Zk3vQ9xW7rTb2nLm8pYc5dHf1sJg6aKe".toCharArray();
    private static final char[] OTHER = "Qw7eRt2yUi9oPa4sDf6gHj1kLz8xCv3b".toCharArray();
    private static final Duration HOUR = Duration.ofHours(1);
    private final java.util.ArrayList<Opening> opened = new java.util.ArrayList<>();

    /** The provider under test. */
    protected abstract AccessProvider provider();

    /** Where the target is and what the role on it means. */
    protected abstract Map<String, String> settings();

    /** Settings of the same form that lead to nothing that answers. */
    protected abstract Map<String, String> unreachableSettings();

    /** The time at the target. */
    protected abstract Instant now();

    /** Lets time pass at the target until it is past the instant. */
    protected abstract void passUntil(Instant instant);

    /** Whether a new login works, tried without the provider. */
    protected abstract boolean logsIn(Handout handout, char[] secret);

    /** A live session, opened without the provider. */
    protected abstract Session session(Handout handout, char[] secret);

    /** Gives the account another secret, as its user would with the old one. */
    protected abstract void changeSecret(Handout handout, char[] before, char[] after);

    /** A live session at the target. */
    protected interface Session extends AutoCloseable {
        /** Whether it still gets answers. */
        boolean isAlive();

        @Override
        void close();
    }

    @AfterEach
    void closeWhatIsOpen() {
        opened.forEach(opening -> provider().close(opening));
    }

    @Test
    @DisplayName("open: the secret works, and only it (R10)")
    void open_makesAPersonalAccountThatWorks() {
        Opening opening = opening("GR-0000000001", "alice", HOUR);
        Handout handout = open(opening);
        assertThat(handout.account()).isEqualTo(opening.account());
        assertThat(handout.secretVariable()).isNotBlank();
        assertThat(logsIn(handout, SECRET)).isTrue();
        assertThat(logsIn(handout, OTHER)).isFalse();
        assertThat(probe(opening).refused()).isFalse();
    }

    @Test
    void handout_holdsNoSecret() {
        Handout handout = open(opening("GR-0000000002", "alice", HOUR));
        assertThat(handout.toString()).doesNotContain(new String(SECRET));
        assertThat(handout.environment()).doesNotContainKey(handout.secretVariable());
    }

    @Test
    @DisplayName("close: what was opened is refused when it is tried, not assumed closed")
    void close_isProvenByTheProbe() {
        Opening opening = opening("GR-0000000003", "alice", HOUR);
        Handout handout = open(opening);
        provider().close(opening);
        assertThat(probe(opening).refused()).isTrue();
        assertThat(probe(opening).answer()).isNotBlank().doesNotContain(new String(SECRET));
        assertThat(logsIn(handout, SECRET)).isFalse();
    }

    @Test
    void open_again_leadsToTheSameEnd() {
        Opening opening = opening("GR-0000000004", "alice", HOUR);
        open(opening);
        Handout second = open(opening);
        assertThat(logsIn(second, SECRET)).isTrue();
        assertThat(accountNames()).containsOnlyOnce(opening.account());
    }

    @Test
    void open_afterClose_opensAgain() {
        Opening opening = opening("GR-0000000005", "alice", HOUR);
        open(opening);
        provider().close(opening);
        assertThat(logsIn(open(opening), SECRET)).isTrue();
    }

    @Test
    void close_again_leadsToTheSameEnd() {
        Opening opening = opening("GR-0000000006", "alice", HOUR);
        open(opening);
        provider().close(opening);
        assertThat(provider().close(opening).sessionsEnded()).isZero();
        assertThat(probe(opening).refused()).isTrue();
    }

    @Test
    void close_ofWhatWasNeverOpened_isClosed() {
        Opening opening = opening("GR-0000000007", "alice", HOUR);
        provider().close(opening);
        assertThat(probe(opening).refused()).isTrue();
    }

    @Test
    @DisplayName("close: a session that is open goes on until it is ended, so it is ended")
    void close_endsLiveSessions() {
        Opening opening = opening("GR-0000000008", "alice", HOUR);
        Handout handout = open(opening);
        try (Session session = session(handout, SECRET)) {
            assertThat(session.isAlive()).isTrue();
            assertThat(provider().close(opening).sessionsEnded()).isEqualTo(1);
            assertThat(session.isAlive()).isFalse();
        }
        assertThat(probe(opening).refused()).isTrue();
    }

    @Test
    @DisplayName("expiry: the target refuses by itself when time is up, whatever becomes of Breakwater (R20)")
    void expired_isRefusedByTheTargetItself() {
        Opening opening = opening("GR-0000000009", "alice", Duration.ofSeconds(2));
        Handout handout = open(opening);
        passUntil(opening.endsAt());
        assertThat(logsIn(handout, SECRET)).isFalse();
    }

    @Test
    void probe_whileAnAccountIsLeft_isNotRefused() {
        Opening opening = opening("GR-000000000a", "alice", Duration.ofSeconds(2));
        open(opening);
        passUntil(opening.endsAt());
        assertThat(probe(opening).refused())
                .as("the login is refused, but the account is still there")
                .isFalse();
    }

    @Test
    void close_afterTheUserChangedTheSecret_isRefusedForBoth() {
        Opening opening = opening("GR-000000000b", "alice", HOUR);
        Handout handout = open(opening);
        changeSecret(handout, SECRET, OTHER);
        assertThat(probe(opening).refused())
                .as("the old secret fails, but the account can still be used with the new one")
                .isFalse();
        provider().close(opening);
        assertThat(probe(opening).refused()).isTrue();
        assertThat(logsIn(handout, OTHER)).isFalse();
    }

    @Test
    @DisplayName("two grants on one role end independently")
    void twoGrantsOnOneRole_endIndependently() {
        Opening first = opening("GR-000000000c", "alice", HOUR);
        Opening second = opening("GR-000000000d", "alice", HOUR);
        Handout handout = open(first);
        Handout other = open(second);
        assertThat(first.account()).isNotEqualTo(second.account());
        try (Session session = session(other, SECRET)) {
            provider().close(first);
            assertThat(session.isAlive()).isTrue();
        }
        assertThat(logsIn(handout, SECRET)).isFalse();
        assertThat(logsIn(other, SECRET)).isTrue();
        assertThat(probe(second).refused()).isFalse();
    }

    @Test
    void accounts_listsWhatIsThereNow() {
        Opening opening = opening("GR-000000000e", "alice", HOUR);
        open(opening);
        assertThat(accountNames()).contains(opening.account());
        provider().close(opening);
        assertThat(accountNames()).doesNotContain(opening.account());
    }

    @Test
    void accounts_carryGrantAndIncidentBesideThem() {
        Opening opening = opening("GR-000000000f", "alice", HOUR);
        open(opening);
        FoundAccount found = accounts().stream()
                .filter(account -> account.account().equals(opening.account()))
                .findFirst()
                .orElseThrow();
        assertThat(found.note())
                .contains(opening.grant().value())
                .contains(opening.incident().value());
    }

    @Test
    void used_isTrueOnceASessionWasSeen() {
        Opening opening = opening("GR-000000000g", "alice", HOUR);
        Handout handout = open(opening);
        try (Session session = session(handout, SECRET)) {
            assertThat(session.isAlive()).isTrue();
            assertThat(provider().used(opening)).isTrue();
        }
    }

    @Test
    @DisplayName("unreachable is neither a yes nor a no (law 3)")
    void unreachable_isUnreachableInEveryWord() {
        Opening opening = opening("GR-000000000h", "alice", HOUR, unreachableSettings());
        AccessProvider provider = provider();
        assertThatThrownBy(() -> provider.open(opening, secret())).isInstanceOf(ProviderException.Unreachable.class);
        assertThatThrownBy(() -> provider.close(opening)).isInstanceOf(ProviderException.Unreachable.class);
        assertThatThrownBy(() -> provider.probe(opening, secret())).isInstanceOf(ProviderException.Unreachable.class);
        assertThatThrownBy(() -> provider.used(opening)).isInstanceOf(ProviderException.Unreachable.class);
        assertThatThrownBy(() -> provider.accounts(opening.target(), unreachableSettings()))
                .isInstanceOf(ProviderException.Unreachable.class);
    }

    @Test
    void failures_carryNoSecret() {
        Opening opening = opening("GR-000000000j", "alice", HOUR, unreachableSettings());
        Throwable failure = catchThrowable(() -> provider().open(opening, secret()));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(new String(SECRET));
    }

    @Test
    void accountFor_isAPureFunctionAndUniquePerGrant() {
        AccessProvider provider = provider();
        GrantId grant = new GrantId("GR-000000000k");
        assertThat(provider.accountFor(grant, new PersonId("alice")))
                .isEqualTo(provider.accountFor(grant, new PersonId("alice")))
                .isNotEqualTo(provider.accountFor(new GrantId("GR-000000000m"), new PersonId("alice")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b-c_d", "robert--drop", "select", "public", "pg_monitor", "o.r.1.1", "x"})
    void hostileNames_openAndCloseLikeAnyOther(String person) {
        Opening opening = opening("GR-zzzzzzzzzz", person, HOUR);
        assertThat(logsIn(open(opening), SECRET)).isTrue();
        provider().close(opening);
        assertThat(probe(opening).refused()).isTrue();
    }

    @Test
    void longestName_opensAndClosesLikeAnyOther() {
        Opening opening = opening("GR-zzzzzzzzz0", "a" + "z".repeat(62), HOUR);
        Opening sibling = opening("GR-zzzzzzzzz1", "a" + "z".repeat(62), HOUR);
        assertThat(logsIn(open(opening), SECRET)).isTrue();
        assertThat(logsIn(open(sibling), SECRET)).isTrue();
        provider().close(opening);
        assertThat(probe(opening).refused()).isTrue();
        assertThat(probe(sibling).refused()).isFalse();
    }

    @Test
    void settings_ofTheTargetHaveNoProblems() {
        assertThat(provider().problemsWith(settings())).isEmpty();
        assertThat(provider().problemsWith(Map.of("hsot", "127.0.0.1"))).isNotEmpty();
    }

    private Handout open(Opening opening) {
        opened.add(opening);
        try (Secret secret = secret()) {
            return provider().open(opening, secret);
        }
    }

    private AccessProvider.Probe probe(Opening opening) {
        try (Secret secret = secret()) {
            return provider().probe(opening, secret);
        }
    }

    private List<FoundAccount> accounts() {
        return provider().accounts(new TargetName("orders-db"), settings());
    }

    private List<String> accountNames() {
        return accounts().stream().map(FoundAccount::account).toList();
    }

    private static Secret secret() {
        return new Secret(SECRET);
    }

    private Opening opening(String grant, String person, Duration lasting) {
        return opening(grant, person, lasting, settings());
    }

    private Opening opening(String grant, String person, Duration lasting, Map<String, String> settings) {
        GrantId id = new GrantId(grant);
        PersonId who = new PersonId(person);
        return new Opening(
                id,
                new IncidentId("INC-2026-0001"),
                who,
                new TargetName("orders-db"),
                new RoleName("admin"),
                settings,
                provider().accountFor(id, who),
                now().plus(lasting));
    }
}
