package io.breakwater.server;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.breakwater.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** The journal's PostgreSQL: an external one by address, or the embedded one under the data folder. */
final class Database implements AutoCloseable {
    private static final String NAME = "breakwater";
    private static final int MOST_CONNECTIONS = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Optional<EmbeddedPostgres> embedded;
    private final AgroalDataSource pool;

    private Database(Optional<EmbeddedPostgres> embedded, AgroalDataSource pool) {
        this.embedded = embedded;
        this.pool = pool;
    }

    /** Starts or reaches it. An embedded one that a killed server left behind is stopped first. */
    static Database open(Settings settings) {
        if (settings.database().isPresent()) {
            Settings.DatabaseAddress address = settings.database().get();
            return new Database(Optional.empty(), pool(address.url(), address.user(), address.password()));
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.start(
                EmbeddedPostgres.Options.in(settings.data().resolve("postgres")));
        String url = embedded.createDatabase(NAME);
        return new Database(Optional.of(embedded), pool(url, embedded.user(), embedded.password()));
    }

    private static AgroalDataSource pool(String url, String user, String password) {
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(MOST_CONNECTIONS)
                        .acquisitionTimeout(PATIENCE)
                        .validateOnBorrow(true)
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password))
                                .jdbcProperty("ApplicationName", "breakwater")
                                .jdbcProperty("connectTimeout", String.valueOf(PATIENCE.toSeconds()))
                                .jdbcProperty("socketTimeout", "30")
                                .jdbcProperty("tcpKeepAlive", "true")));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException("the pool of connections cannot be made", e);
        }
    }

    DataSource pool() {
        return pool;
    }

    /** Whether no other server can be on the same database. */
    boolean isOursAlone() {
        return embedded.isPresent();
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
