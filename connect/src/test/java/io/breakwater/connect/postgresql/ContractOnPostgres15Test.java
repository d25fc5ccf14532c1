package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.AccessProvider;
import io.breakwater.access.spi.AccessProvider.Handout;
import io.breakwater.access.spi.AccessProviderContract;
import io.breakwater.connect.ForeignProgram;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("component")
class ContractOnPostgres15Test extends AccessProviderContract {
    @RegisterExtension
    static final Target TARGET = new Target(Target.Version.V15);

    Target target() {
        return TARGET;
    }

    @Override
    protected AccessProvider provider() {
        return target().access();
    }

    @Override
    protected Map<String, String> settings() {
        return target().settings();
    }

    @Override
    protected Map<String, String> unreachableSettings() {
        return target().settingsWith("port", Integer.toString(ForeignProgram.freePort()));
    }

    @Override
    protected Instant now() {
        return Instant.ofEpochMilli(
                Long.parseLong(ask("SELECT trunc(extract(epoch FROM clock_timestamp()) * 1000)::bigint")));
    }

    @Override
    protected void passUntil(Instant instant) {
        Duration left = Duration.between(now(), instant).plusMillis(50);
        ask("SELECT pg_sleep(" + left.toMillis() / 1000.0 + ")");
    }

    @Override
    protected boolean logsIn(Handout handout, char[] secret) {
        try (Connection session = login(handout, secret)) {
            return session.isValid(5);
        } catch (SQLException refused) {
            return false;
        }
    }

    @Override
    protected Session session(Handout handout, char[] secret) {
        try {
            return new Live(login(handout, secret));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void changeSecret(Handout handout, char[] before, char[] after) {
        try (Connection session = login(handout, before)) {
            session.createStatement().execute("ALTER ROLE CURRENT_USER PASSWORD " + Sql.text(new String(after)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection login(Handout handout, char[] secret) throws SQLException {
        return target().server().login(handout.environment().get("PGUSER"), new String(secret), Target.DATABASE);
    }

    private String ask(String sql) {
        return target().server().ask(Target.DATABASE, sql);
    }

    private record Live(Connection connection) implements Session {
        @Override
        public boolean isAlive() {
            try {
                return connection.isValid(5);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
