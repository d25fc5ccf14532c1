package io.breakwater.access.spi;

import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.ledger.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The fake keeps the contract it stands in for. */
class FakeDoorsTest extends AccessProviderContract {
    private final TestClock clock = new TestClock();
    private final FakeDoors doors = new FakeDoors(clock);

    @Override
    protected AccessProvider provider() {
        return doors;
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("host", "fake.test");
    }

    @Override
    protected Map<String, String> unreachableSettings() {
        return Map.of("host", "nowhere.test");
    }

    @Override
    protected Instant now() {
        return clock.instant();
    }

    @Override
    protected void passUntil(Instant instant) {
        clock.advance(Duration.between(clock.instant(), instant));
    }

    @Override
    protected boolean logsIn(Handout handout, char[] secret) {
        return doors.logsIn(handout.account(), secret);
    }

    @Override
    protected Session session(Handout handout, char[] secret) {
        doors.openSession(handout.account(), secret);
        return new Session() {
            @Override
            public boolean isAlive() {
                return doors.sessions(handout.account()) > 0;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    protected void changeSecret(Handout handout, char[] before, char[] after) {
        doors.changeSecret(handout.account(), after);
    }
}
